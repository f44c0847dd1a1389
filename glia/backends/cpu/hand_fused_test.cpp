#include "glia/backends/cpu/hand_fused.hpp"

#include <cstring>
#include <limits>

#include "glia/backends/cpu/test_targets.hpp"
#include "glia/graph/region.hpp"
#include "glia/layers/activations.hpp"
#include "glia/ops/conv.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/simplify.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

using Function = std::function<Tensors(const Tensors&)>;

/// One body: parameters of `shapes`, made by the passes that programs go through.
struct Body {
  std::shared_ptr<const Graph> graph;
  std::vector<std::size_t> parameters;  // numbers of the parameters behind the inputs of the fused node

  Body(const std::vector<Shape>& shapes, const Function& function) {
    Graph whole;
    for (std::size_t i = 0; i < shapes.size(); ++i)
      whole.parameters.push_back(parameter(static_cast<std::int64_t>(i), {shapes[i], f32}));
    whole.results = function(whole.parameters);
    const Graph fused = fuse(simplify(whole));
    for (const Node* node : fused.order()) {
      if (node->op != &op_fused) continue;
      EXPECT_EQ(graph, nullptr) << "more than one body";
      graph = std::get<std::shared_ptr<const Graph>>(node->payload);
      for (const Tensor& t : node->inputs)
        parameters.push_back(static_cast<std::size_t>(t.node()->attributes.integer("index")));
    }
  }
};

struct Case {
  const char* name;
  std::vector<Shape> shapes;
  Function function;
  bool matches = true;
};

const Shape kWhole{37, 19};
const Shape kRow{19};

/// A step of an LSTM: gates i, f, g, o from x + h [+ bias], c₋₁ last; y, c and, if wanted, what the gradient reads.
Tensors lstm(const Tensors& p, bool bias, bool keep) {
  Tensors gates;
  for (std::size_t g = 0; g < 4; ++g) {
    const Tensor sum = bias ? p[g] + p[4 + g] + p[8 + g] : p[4 + g] + p[g];
    gates.push_back(g == 2 ? ops::tanh(sum) : ops::sigmoid(sum));
  }
  const Tensor c = gates[1] * p.back() + gates[0] * gates[2], tanh_c = ops::tanh(c);
  if (keep) return {gates[3], gates[1], tanh_c, c, gates[0], gates[3] * tanh_c, gates[2]};
  return {c, gates[3] * tanh_c};
}
/// Its gradient: i, f, g, o, tanh(c), c₋₁, dc, dy [, more of dy].
Tensors lstm_gradient(const Tensors& p) {
  const Tensor &i = p[0], &f = p[1], &g = p[2], &o = p[3], &tanh_c = p[4];
  const Tensor dy = p.size() > 8 ? p[7] + p[8] : p[7];
  const Tensor dc = p[6] + dy * o * (1 - ops::square(tanh_c));
  return {dc * f, dy * tanh_c * o * (1 - o), dc * p[5] * f * (1 - f), dc * g * i * (1 - i),
          dc * i * (1 - ops::square(g))};
}

std::vector<Case> cases() {
  std::vector<Shape> thirteen(13, kWhole);
  std::fill(thirteen.begin() + 8, thirteen.begin() + 12, kRow);
  const std::vector<Shape> nine(9, kWhole), eight(8, kWhole);
  const std::vector<Shape> five{kWhole, kWhole, kWhole, kWhole, {}};
  const auto adam = [](const Tensor& g, const Tensor& w, const Tensor& m0, const Tensor& v0,
                       const Tensor& alpha) -> Tensors {
    const Tensor m = m0 + (g - m0) * (1 - 0.9);
    const Tensor v = v0 + (ops::square(g) - v0) * (1 - 0.999);
    return {m, v, w - m * alpha / (ops::sqrt(v) + 1e-7)};
  };
  const std::vector<Shape> normalized{kWhole, kRow, kRow, kRow, kWhole};
  const std::vector<Shape> alone(normalized.begin(), normalized.end() - 1);
  const auto normal = [](const Tensors& p) { return (p[0] - p[1]) * p[2] + p[3]; };
  const std::vector<Shape> biased{kWhole, kRow, kRow, kRow, kRow};
  const std::vector<Shape> biased_added{kWhole, kRow, kRow, kRow, kRow, kWhole};
  const auto normal_biased = [](const Tensors& p) { return (p[0] + p[4] - p[1]) * p[2] + p[3]; };
  return {
      {"normalized", alone, [=](const Tensors& p) -> Tensors { return {normal(p)}; }},
      {"normalized, relu", alone, [=](const Tensors& p) -> Tensors { return {ops::relu(normal(p))}; }},
      {"normalized, relu6", alone,
       [=](const Tensors& p) -> Tensors { return {ops::minimum(ops::relu(normal(p)), 0.6)}; }},
      {"normalized and added", normalized, [=](const Tensors& p) -> Tensors { return {normal(p) + p[4]}; }},
      {"normalized, added, relu", normalized,
       [=](const Tensors& p) -> Tensors { return {ops::relu(p[4] + normal(p))}; }},
      {"normalized, added, relu6", normalized,
       [=](const Tensors& p) -> Tensors { return {ops::minimum(ops::relu(p[4] + normal(p)), 0.6)}; }},
      {"bias, normalized", biased, [=](const Tensors& p) -> Tensors { return {normal_biased(p)}; }},
      {"bias, normalized, relu", biased, [=](const Tensors& p) -> Tensors { return {ops::relu(normal_biased(p))}; }},
      {"bias, normalized, relu6", biased,
       [=](const Tensors& p) -> Tensors { return {ops::minimum(ops::relu(normal_biased(p)), 0.6)}; }},
      {"bias, normalized and added", biased_added,
       [=](const Tensors& p) -> Tensors { return {normal_biased(p) + p[5]}; }},
      {"bias, normalized, added, relu", biased_added,
       [=](const Tensors& p) -> Tensors { return {ops::relu(p[5] + normal_biased(p))}; }},
      {"bias, normalized, added, relu6", biased_added,
       [=](const Tensors& p) -> Tensors { return {ops::minimum(ops::relu(p[5] + normal_biased(p)), 0.6)}; }},
      {"gelu", {kWhole}, [](const Tensors& p) -> Tensors { return {gelu(p[0])}; }},
      {"bias, gelu", {kWhole, kRow}, [](const Tensors& p) -> Tensors { return {gelu(p[0] + p[1])}; }},
      {"bias, gelu and the sum",
       {kWhole, kRow},
       [](const Tensors& p) -> Tensors {
         return {gelu(p[0] + p[1]), p[0] + p[1]};
       }},
      {"gelu gradient",
       {kWhole, kWhole},
       [](const Tensors& p) -> Tensors { return pull_back({gelu(p[1])}, {p[0]}, {p[1]}); }},
      {"bias, gelu gradient",
       {kWhole, kWhole, kRow},
       [](const Tensors& p) -> Tensors {
         const Tensor v = p[1] + p[2];
         return pull_back({gelu(v)}, {p[0]}, {v});
       }},
      {"lstm, training", thirteen, [](const Tensors& p) { return lstm(p, true, true); }},
      {"lstm", thirteen, [](const Tensors& p) { return lstm(p, true, false); }},
      {"lstm without bias, training", nine, [](const Tensors& p) { return lstm(p, false, true); }},
      {"lstm without bias", nine, [](const Tensors& p) { return lstm(p, false, false); }},
      {"lstm gradient", nine, lstm_gradient},
      {"lstm gradient of the last step", eight, lstm_gradient},
      {"an lstm whose gates are shifted", thirteen,
       [](const Tensors& p) {
         Tensors out = lstm(p, true, false);
         return Tensors{out[0], out[1] + 1};
       },
       false},
      {"scaled, not centred", alone, [](const Tensors& p) -> Tensors { return {p[0] * p[2] + p[3]}; }, false},
      {"bias", {kWhole, kRow}, [](const Tensors& p) -> Tensors { return {p[0] + p[1]}; }},
      {"bias in front",
       {kWhole, {1, 19}},
       [](const Tensors& p) -> Tensors { return {ops::broadcast_to(p[1], kWhole) + p[0]}; }},
      {"bias, relu", {kWhole, kRow}, [](const Tensors& p) -> Tensors { return {ops::relu(p[0] + p[1])}; }},
      {"relu mask",
       {kWhole, kWhole},
       [](const Tensors& p) -> Tensors { return {p[0] * ops::cast(ops::greater(p[1], 0), f32)}; }},
      {"relu mask in front",
       {kWhole, kWhole},
       [](const Tensors& p) -> Tensors { return {ops::cast(ops::greater(p[1], 0), f32) * p[0]}; }},
      {"sgd", {kWhole, kWhole, {}}, [](const Tensors& p) -> Tensors { return {p[1] - p[0] * p[2]}; }},
      {"sgd, constant rate", {kWhole, kWhole}, [](const Tensors& p) -> Tensors { return {p[1] - 0.3 * p[0]}; }},
      {"momentum",
       {kWhole, kWhole, kWhole, {}},
       [](const Tensors& p) -> Tensors {
         const Tensor m = p[2] * 0.9 - p[0] * p[3];
         return {m, p[1] + m};
       }},
      {"nesterov",
       {kWhole, kWhole, kWhole, {}},
       [](const Tensors& p) -> Tensors {
         const Tensor change = p[0] * p[3];
         const Tensor m = p[2] * 0.9 - change;
         return {p[1] + (m * 0.9 - change), m};  // results in another order
       }},
      {"adam", five, [=](const Tensors& p) { return adam(p[0], p[1], p[2], p[3], p[4]); }},
      {"adam, g times g", five,
       [](const Tensors& p) -> Tensors {
         const Tensor m = p[2] + (p[0] - p[2]) * 0.1;
         const Tensor v = p[3] + (p[0] * p[0] - p[3]) * 0.001;
         return {p[1] - m * p[4] / (ops::sqrt(v) + 1e-7), v, m};
       }},
      {"adamw",
       {kWhole, kWhole, kWhole, kWhole, {}, {}, {}},
       [=](const Tensors& p) { return adam(p[0], p[1] - p[1] * p[6] * p[5], p[2], p[3], p[4]); }},
      {"adamw, constant decay",
       {kWhole, kWhole, kWhole, kWhole, {}, {}},
       [=](const Tensors& p) { return adam(p[0], p[1] - p[1] * 0.004 * p[5], p[2], p[3], p[4]); }},
      {"rmsprop",
       {kWhole, kWhole, kWhole, {}},
       [](const Tensors& p) -> Tensors {
         const Tensor v = 0.9 * p[2] + (1 - 0.9) * ops::square(p[0]);
         return {v, p[1] - p[3] * p[0] / ops::sqrt(v + 1e-7)};
       }},
      {"rmsprop, momentum", five,
       [](const Tensors& p) -> Tensors {
         const Tensor v = 0.9 * p[2] + (1 - 0.9) * ops::square(p[0]);
         const Tensor m = 0.5 * p[3] + p[4] * p[0] / ops::sqrt(v + 1e-7);
         return {v, m, p[1] - m};
       }},
      {"not sgd", {kWhole, kWhole, {}}, [](const Tensors& p) -> Tensors { return {p[0] * p[2] - p[1]}; }, false},
      {"two slots where one must be",
       {kWhole, kWhole, kWhole, kWhole, {}},
       [](const Tensors& p) -> Tensors {
         const Tensor m = p[2] * 0.9 - p[0] * p[4];
         return {m, p[1] + (m * 0.8 - p[0] * p[4])};
       },
       false},
      {"a column is no bias", {kWhole, {37, 1}}, [](const Tensors& p) -> Tensors { return {p[0] + p[1]}; }, false},
      {"a mask at 1",
       {kWhole, kWhole},
       [](const Tensors& p) -> Tensors { return {p[0] * ops::cast(ops::greater(p[1], 1), f32)}; },
       false},
      {"one result too many",
       {kWhole, kWhole, {}},
       [](const Tensors& p) -> Tensors {
         const Tensor change = p[0] * p[2];
         return {p[1] - change, change};
       },
       false},
  };
}

/// Runs a body over blocks whose rows lie `gap` floats apart; returns all results one after the other.
std::vector<float> run(const Body& body, const TileProgram& program, const HandFused* hand,
                       const std::vector<Array>& values, std::int64_t gap, bool in_place) {
  const std::int64_t rows = kWhole[0];
  const std::int64_t columns = kWhole[1];
  const std::int64_t stride = columns + gap;
  const auto size = static_cast<std::size_t>(rows * stride);
  std::vector<std::vector<float>> memory;
  std::vector<BlockOperand> in;
  for (const TileProgram::Load& load : program.loads()) {
    const Array& value = values[body.parameters[load.input]];
    std::vector<float> data(size, -1.0F);
    const bool whole = value.shape() == kWhole;
    for (std::int64_t i = 0; i < value.size(); ++i) {
      data[static_cast<std::size_t>(whole ? i / columns * stride + i % columns : i)] = static_cast<float>(value.get(i));
    }
    memory.push_back(std::move(data));
    const bool column = value.rank() == 2 && value.dim(1) == 1;
    in.push_back({memory.back().data(), whole ? stride : column ? 1 : 0, value.size() == 1 || column ? 0 : 1});
  }
  std::vector<std::vector<float>> results(program.stores().size(), std::vector<float>(size, -1.0F));
  std::vector<void*> out;
  for (auto& r : results) out.push_back(r.data());
  std::vector<std::size_t> shared;  // results written over an operand of the same shape
  for (std::size_t i = 0, l = 0; in_place && i < out.size(); ++i, ++l) {
    while (l < in.size() && in[l].row != stride) ++l;
    if (l == in.size()) break;
    out[i] = memory[l].data();
  }
  const std::vector<std::int64_t> out_row(out.size(), stride);
  if (hand != nullptr) {
    EXPECT_TRUE(hand->run(in.data(), out.data(), out_row.data(), rows, columns));
  } else {
    std::vector<double> scratch(static_cast<std::size_t>(program.scratch_bytes()) / sizeof(double) + 8);
    program.run(in.data(), out.data(), out_row.data(), rows, columns, reinterpret_cast<std::byte*>(scratch.data()));
  }
  std::vector<float> all;
  for (void* o : out) all.insert(all.end(), static_cast<float*>(o), static_cast<float*>(o) + size);
  return all;
}

std::vector<Array> values_for(const Case& c) {
  std::vector<Array> out;
  for (std::size_t i = 0; i < c.shapes.size(); ++i) {
    // Second moments are not negative.
    Array value = random_array(c.shapes[i], f32, i >= 2 ? 0.01 : -2, 2);
    if (i == 0) {
      value.set(5, std::nan(""));
      value.set(100, std::numeric_limits<double>::infinity());
      value.set(101, -0.0);
    }
    out.push_back(value);
  }
  return out;
}

TEST(HandFused, HasTheBitsOfTheTileProgramOnEveryTarget) {
  for (const Case& c : cases()) {
    SCOPED_TRACE(c.name);
    const Body body(c.shapes, c.function);
    ASSERT_NE(body.graph, nullptr);
    std::string refusal;
    const auto program = TileProgram::compile(*body.graph, Numbers::real32, refusal);
    ASSERT_NE(program, nullptr) << refusal;
    const auto hand = match_hand_fused(*body.graph, program->loads());
    ASSERT_EQ(hand != nullptr, c.matches);
    if (!c.matches) continue;
    const std::vector<Array> values = values_for(c);
    for_each_target([&](std::int64_t) {
      const auto micro_ops = TileProgram::compile(*body.graph, Numbers::real32, refusal);  // of this target
      for (const std::int64_t gap : {0, 5}) {
        for (const bool in_place : {false, true}) {
          const std::vector<float> expected = run(body, *micro_ops, nullptr, values, gap, in_place);
          const std::vector<float> got = run(body, *micro_ops, hand.get(), values, gap, in_place);
          EXPECT_EQ(std::memcmp(got.data(), expected.data(), got.size() * sizeof(float)), 0)
              << "gap " << gap << " in place " << in_place;
        }
      }
    });
  }
}

TEST(HandFused, LeavesStridedOperandsToTheTileProgram) {
  const Body body({kWhole, kRow}, [](const Tensors& p) -> Tensors { return {p[0] + p[1]}; });
  std::string refusal;
  const auto program = TileProgram::compile(*body.graph, Numbers::real32, refusal);
  const auto hand = match_hand_fused(*body.graph, program->loads());
  ASSERT_NE(hand, nullptr);
  std::vector<float> memory(64, 1.0F);
  const BlockOperand in[] = {{memory.data(), 4, 0}, {memory.data(), 0, 0}};
  void* out = memory.data();
  const std::int64_t out_row = 4;
  EXPECT_FALSE(hand->run(in, &out, &out_row, 4, 4));
}

TEST(HandFused, RunsBehindAProductAndOnScalars) {
  Graph dense;
  dense.parameters = {parameter(0, {{-1, 40}, f32}), parameter(1, {{40, 50}, f32}), parameter(2, {{50}, f32})};
  dense.results = {ops::relu(ops::matmul(dense.parameters[0], dense.parameters[1]) + dense.parameters[2])};
  for (const std::int64_t rows : {1, 200}) {
    tests::run_with_backend(dense, {random_array({rows, 40}), random_array({40, 50}), random_array({50})}, rows,
                            {1e-5, 1e-5});
  }
  Graph scalars;
  for (int i = 0; i < 3; ++i) scalars.parameters.push_back(parameter(i, {{}, f32}));
  scalars.results = {scalars.parameters[1] - scalars.parameters[0] * scalars.parameters[2]};
  tests::run_with_backend(scalars, {random_array({}), random_array({}), random_array({})}, 0, {1e-6, 0});
}

TEST(HandFused, RunsBehindAConvolution) {
  const std::vector<Shape> shapes{{2, 9, 8, 3}, {3, 3, 3, 20}, {20}, {20}, {20}, {2, 7, 6, 20}};
  const Function normalized = [](const Tensors& p) -> Tensors {
    return {ops::relu(p[5] + ((ops::conv(p[0], p[1]) - p[2]) * p[3] + p[4]))};
  };
  const Body body(shapes, normalized);
  ASSERT_NE(body.graph, nullptr);
  std::string refusal;
  const auto program = TileProgram::compile(*body.graph, Numbers::real32, refusal);
  ASSERT_NE(program, nullptr) << refusal;
  EXPECT_NE(match_hand_fused(*body.graph, program->loads()), nullptr);
  Graph graph;
  std::vector<Array> values;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    graph.parameters.push_back(parameter(static_cast<std::int64_t>(i), {shapes[i], f32}));
    values.push_back(random_array(shapes[i]));
  }
  graph.results = normalized(graph.parameters);
  tests::run_with_backend(graph, values, 0, {1e-5, 1e-5});
}

}  // namespace
}  // namespace glia::detail::cpu
