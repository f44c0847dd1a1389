// jvp against central differences in f64: Σ w·y moved along the tangents, for many kinds of ops.
#include <algorithm>
#include <functional>

#include "glia/graph/region.hpp"
#include "glia/ops/attention.hpp"
#include "glia/ops/control.hpp"
#include "glia/ops/conv.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/pool.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/grad.hpp"
#include "testing/evaluate.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"
#include "testing/tolerance.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::evaluate;
using tests::noise;
using Function = std::function<Tensor(const Tensors&)>;

/// a·p + b·q
Array combined(const Array& a, double p, const Array& b, double q) {
  Array out(a.shape(), f64);
  for (std::int64_t i = 0; i < out.size(); ++i) out.set(i, a.get(i) * p + b.get(i) * q);
  return out;
}

/// Operands and tangents, as one graph's parameters.
struct Point {
  std::vector<Array> x, v;
  Tensors xs, vs;
  explicit Point(const std::vector<Shape>& shapes) {
    for (const Shape& s : shapes) {
      const auto k = static_cast<std::int64_t>(x.size());
      x.push_back(noise(100 * k, s));
      v.push_back(noise(100 * k + 5000, s));
      xs.push_back(detail::parameter(k, {s, f64}));
    }
    for (const Shape& s : shapes)
      vs.push_back(detail::parameter(static_cast<std::int64_t>(xs.size() + vs.size()), {s, f64}));
  }
  Tensors parameters() const {
    Tensors out = xs;
    out.insert(out.end(), vs.begin(), vs.end());
    return out;
  }
  std::vector<Array> moved(double by) const {
    std::vector<Array> out;
    for (std::size_t i = 0; i < x.size(); ++i) out.push_back(combined(x[i], 1, v[i], by));
    out.insert(out.end(), v.begin(), v.end());
    return out;
  }
};

/// (f(x + h v) - f(x - h v)) / 2h, whose error is h² times the third derivative and 1e-16 / h.
Array difference(const detail::Graph& graph, const Point& at) {
  const double h = 1e-5;
  return combined(evaluate(graph, at.moved(h))[0], 0.5 / h, evaluate(graph, at.moved(-h))[0], -0.5 / h);
}

void check_jvp(const char* what, const std::vector<Shape>& shapes, const Function& f) {
  SCOPED_TRACE(what);
  const Point at(shapes);
  const Tensor y = f(at.xs);
  const detail::Graph value{at.parameters(), {y}, {}}, derivative{at.parameters(), {jvp(y, at.xs, at.vs)}, {}};
  EXPECT_TRUE(tests::near(evaluate(derivative, at.moved(0))[0], difference(value, at), {.rel = 1e-8, .abs = 1e-8}));
  for (const detail::Node* node : derivative.order()) {  // the cotangent that helped is gone
    if (node->op != &detail::op_parameter) continue;
    EXPECT_TRUE(std::any_of(derivative.parameters.begin(), derivative.parameters.end(),
                            [&](const Tensor& p) { return p.node() == node; }));
  }
  // Of a gradient, too: the Hessian times the tangents.
  const Tensor g = grad(ops::sum(y * y), at.xs)[0];
  const detail::Graph slope{at.parameters(), {g}, {}}, hessian{at.parameters(), {jvp(g, at.xs, at.vs)}, {}};
  EXPECT_TRUE(tests::near(evaluate(hessian, at.moved(0))[0], difference(slope, at), {.rel = 1e-7, .abs = 1e-7}));
}

TEST(Jvp, OfADenseNet) {
  check_jvp("dense", {{3, 4}, {4, 5}, {5, 2}},
            [](const Tensors& x) { return ops::softmax(ops::matmul(ops::tanh(ops::matmul(x[0], x[1])), x[2])); });
}

TEST(Jvp, OfAConvolution) {
  check_jvp("conv", {{2, 6, 5, 2}, {3, 3, 2, 3}},
            [](const Tensors& x) { return ops::sigmoid(ops::conv(x[0], x[1], {.strides = 2, .padding = "same"})); });
  check_jvp("pool", {{2, 6, 4, 2}}, [](const Tensors& x) { return ops::max_pool(ops::sin(x[0]), 2); });
}

TEST(Jvp, OfAttention) {
  const std::vector<Shape> qkv{{2, 4, 2, 3}, {2, 5, 1, 3}, {2, 5, 1, 2}};
  check_jvp("attention", qkv,
            [](const Tensors& x) { return ops::dot_product_attention(x[0], x[1], x[2], {.is_causal = true}); });
}

TEST(Jvp, OfAnLstmInAScan) {
  check_jvp("scan", {{4, 2, 3}, {2, 2}, {2, 2}, {3, 8}, {2, 8}}, [](const Tensors& x) {
    return ops::scan(
               [&](const Tensors& carry, const Tensors& slice) -> ops::ScanResult {
                 const Tensor z = ops::matmul(slice[0], x[3]) + ops::matmul(carry[0], x[4]);
                 const auto gate = [&](std::int64_t k) { return ops::slice(z, {0, 2 * k}, {2, 2 * k + 2}); };
                 const Tensor c = ops::sigmoid(gate(0)) * carry[1] + ops::sigmoid(gate(1)) * ops::tanh(gate(2));
                 const Tensor h = ops::sigmoid(gate(3)) * ops::tanh(c);
                 return {{h, c}, {h}};
               },
               {x[1], x[2]}, {x[0]})
        .ys[0];
  });
}

TEST(Jvp, OfABranch) {
  check_jvp("cond", {{3}, {3}}, [](const Tensors& x) {
    return ops::cond(
        ops::greater(ops::sum(x[0]), 100.0), [&](const Tensors& t) { return Tensors{t[0] * 2}; },
        [&](const Tensors& t) { return Tensors{ops::exp(t[0]) * x[1]}; }, {x[0]})[0];
  });
}

TEST(Jvp, OfAGradientIsTheGradientAlongTheTangents) {  // H·v in two ways, on a net of two layers
  const Point at({{4, 3}, {3, 5}, {5, 1}});
  const Tensor y = ops::matmul(ops::tanh(ops::matmul(at.xs[0], at.xs[1])), at.xs[2]);
  const Tensors g = grad(ops::mean(y * y), at.xs);
  Tensor along = ops::sum(g[0] * at.vs[0]);
  for (std::size_t i = 1; i < g.size(); ++i) along = along + ops::sum(g[i] * at.vs[i]);
  const Tensors reverse = grad(along, at.xs), forward = jvp(g, at.xs, at.vs);
  for (std::size_t i = 0; i < g.size(); ++i) {
    const detail::Graph slope{at.parameters(), {g[i]}, {}}, both{at.parameters(), {forward[i], reverse[i]}, {}};
    const std::vector<Array> got = evaluate(both, at.moved(0));
    EXPECT_TRUE(tests::near(got[0], got[1], {.rel = 1e-13, .abs = 1e-13})) << i;
    EXPECT_TRUE(tests::near(got[0], difference(slope, at), {.rel = 1e-8, .abs = 1e-8})) << i;
  }
}

TEST(Jvp, OfAWholeListAndOfVariables) {
  const Variable w("w", Shape{2}, f64, 3);
  const Tensor v = Array{1, 10}.cast(f64);
  const Tensor read = w, other = w;
  const Tensors d = jvp({read * other, ops::stop_gradient(read), ops::sum(read)}, {w}, {v});
  EXPECT_EQ(tests::numbers(tests::value_of(d[0])), (std::vector<double>{6, 60}));
  EXPECT_EQ(tests::numbers(tests::value_of(d[1])), (std::vector<double>{0, 0}));
  EXPECT_EQ(tests::numbers(tests::value_of(d[2])), (std::vector<double>{11}));
}

TEST(Jvp, SaysWhatItTakes) {
  using tests::expect_error;
  const Tensor x = Array{1, 2, 3}, labels = ops::cast(x, i32);
  expect_error<ValueError>([&] { jvp(x * x, {x}, {}); }, {"one tangent for each x", "1", "0"});
  expect_error<ShapeError>(
      [&] {
        jvp(x * x, {x}, {Array{1, 2}});
      },
      {"shape and dtype of the value", "f32[3]", "f32[2]"});
  expect_error<ShapeError>([&] { jvp(x * x, {x}, {labels}); }, {"f32[3]", "i32[3]"});
  expect_error<TypeError>([&] { jvp(labels, {x}, {x}); }, {"Only a real value has a derivative"});
  expect_error<TypeError>([&] { jvp(x * x, {labels}, {labels}); }, {"Only a real value can move"});
}

}  // namespace
}  // namespace glia
