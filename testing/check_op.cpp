#include "testing/check_op.hpp"

#include <algorithm>
#include <cmath>

#include "glia/base/random.hpp"
#include "glia/ops/math.hpp"
#include "glia/passes/grad.hpp"

namespace glia::tests {
namespace {

void away_from(std::vector<double>& values, const std::vector<double>& kinks) {
  for (double& x : values) {
    for (const double k : kinks) {
      if (std::abs(x - k) < 0.05) x = x < k ? k - 0.05 : k + 0.05;
    }
  }
}

std::int64_t rows_of(const OpCase& op) {
  for (const OpInput& input : op.inputs) {
    if (input.batch) return input.shape[0];
  }
  return 0;
}

std::vector<Array> as_real(const std::vector<Array>& values, DType real) {
  std::vector<Array> out;
  out.reserve(values.size());
  for (const Array& v : values) out.push_back(v.dtype().is_real() ? v.cast(real) : v);
  return out;
}

void check_values(const OpCase& op) {
  const std::vector<Array> inputs = draw(op.inputs);
  const detail::Graph concrete = graph_of(op, f64);
  const detail::Graph symbolic = graph_of(op, f64, true);
  verify(concrete);
  verify(symbolic);
  const std::int64_t rows = rows_of(op);
  EXPECT_EQ(symbolic.results[0].shape().at(rows).str(), concrete.results[0].shape().str());
  check_round_trip(symbolic);
  const Array value = evaluate(concrete, inputs)[0];
  EXPECT_TRUE(near(evaluate(symbolic, inputs, rows)[0], value, {}));
  if (op.differentiable) check_gradient(op);

  detail::Graph single = graph_of(op, f32, true);
  std::vector<Array> singles = as_real(inputs, f32);
  run_with_backend(single, singles, rows, f32_tolerance(op.length, op.f32_factor));
  if (!op.differentiable) return;
  Tensors smooth;
  for (std::size_t i = 0; i < op.inputs.size(); ++i) {
    if (op.inputs[i].dtype.is_real() && op.inputs[i].smooth) smooth.push_back(single.parameters[i]);
  }
  if (smooth.empty()) return;
  // Random weights, since some gradients of a plain sum are zero and all rounding.
  const Tensor y = single.results[0];
  single.parameters.push_back(detail::parameter(static_cast<std::int64_t>(op.inputs.size()), {y.shape(), f32}));
  singles.push_back(draw({{.shape = value.shape()}})[0].cast(f32));
  single.results = grad(y * single.parameters.back(), smooth);
  // A gradient is a short composition: each of its ops rounds once more.
  run_with_backend(single, singles, rows, f32_tolerance(op.length, 8 * op.f32_factor));
}

std::vector<std::vector<Shape>> other_shapes(const OpCase& op) {
  std::vector<std::vector<Shape>> out = op.more_shapes;
  const bool alike =
      std::all_of(op.inputs.begin(), op.inputs.end(), [&](const OpInput& i) { return i.shape == op.inputs[0].shape; });
  if (!out.empty() || !alike || op.inputs.empty()) return out;
  const Shape& shape = op.inputs[0].shape;
  if (shape.rank() == 0) return out;
  Shape no_rows = shape;
  Shape no_columns = shape;
  Shape one = shape;
  no_rows[0] = no_columns[shape.rank() - 1] = 0;
  for (int i = 0; i < one.rank(); ++i) one[i] = 1;
  for (const Shape& s : {no_rows, no_columns, one}) out.emplace_back(op.inputs.size(), s);
  return out;
}

}  // namespace

Array f64s(const std::vector<double>& values, const Shape& shape) { return Array(values).reshape(shape); }
Array f64s(const std::vector<double>& values) { return Array(values); }

std::vector<Array> draw(const std::vector<OpInput>& inputs) {
  std::int64_t apart = 0;
  for (const OpInput& input : inputs) apart += input.distinct ? input.shape.elements() : 0;
  std::vector<std::int64_t> order(static_cast<std::size_t>(apart));
  detail::permutation(order.data(), apart, 1, 0);
  std::size_t next = 0;
  std::vector<Array> out;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const OpInput& input = inputs[i];
    std::vector<double> values(static_cast<std::size_t>(input.shape.elements()));
    detail::fill_uniform(values.data(), 0, static_cast<std::int64_t>(values.size()), 1000 + i, 0, input.low,
                         input.high);
    if (input.distinct) {
      for (double& x : values) {
        x = input.low +
            (input.high - input.low) * (static_cast<double>(order[next++]) + 0.5) / static_cast<double>(apart);
      }
    }
    away_from(values, input.kinks);
    if (!input.dtype.is_real()) {
      for (double& x : values) x = std::floor(x);
    }
    out.push_back(f64s(values, input.shape).cast(input.dtype));
  }
  return out;
}

detail::Graph graph_of(const OpCase& op, DType real, bool symbolic) {
  detail::Graph graph;
  for (std::size_t i = 0; i < op.inputs.size(); ++i) {
    const OpInput& input = op.inputs[i];
    Shape shape = input.shape;
    if (symbolic && input.batch) shape[0] = -1;
    graph.parameters.push_back(
        detail::parameter(static_cast<std::int64_t>(i), {shape, input.dtype.is_real() ? real : input.dtype}));
  }
  graph.results = {op.build(graph.parameters)};
  return graph;
}

void check_round_trip(const detail::Graph& graph) {
  const std::string text = print(graph);
  EXPECT_EQ(print(detail::parse(text)), text);
}

void check_op(const OpCase& op) {
  SCOPED_TRACE(op.name);
  if (!op.name.empty()) {
    const detail::Op* fact_sheet = detail::find_op(op.name);
    ASSERT_NE(fact_sheet, nullptr);
    EXPECT_TRUE(!op.differentiable || fact_sheet->gradient.function() != nullptr);
    const detail::Graph graph = graph_of(op, f64);  // the order points into it
    const auto order = graph.order();
    EXPECT_TRUE(std::any_of(order.begin(), order.end(), [&](const detail::Node* n) { return n->op == fact_sheet; }));
  }
  check_values(op);
  for (const std::vector<Shape>& shapes : other_shapes(op)) {
    OpCase other = op;
    for (std::size_t i = 0; i < shapes.size(); ++i) other.inputs[i].shape = shapes[i];
    SCOPED_TRACE("with the shape " + (shapes.empty() ? "" : shapes[0].str()));
    check_values(other);
  }
  for (const OpGolden& golden : op.goldens) {
    OpCase exact = op;
    for (std::size_t i = 0; i < op.inputs.size(); ++i) exact.inputs[i].shape = golden.inputs[i].shape();
    std::vector<Array> inputs;
    for (std::size_t i = 0; i < op.inputs.size(); ++i) inputs.push_back(golden.inputs[i].cast(op.inputs[i].dtype));
    EXPECT_TRUE(near(evaluate(graph_of(exact, f64), inputs)[0], golden.output, {golden.rel, 1e-300}));
  }
}

}  // namespace glia::tests
