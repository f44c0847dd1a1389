#include "glia/graph/region.hpp"
#include "glia/layers/activations.hpp"
#include "glia/ops/conv.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_hand_fused.hpp"

namespace glia::detail::cpu {
namespace {

std::vector<Case> cases() {
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

TEST(HandFused, HasTheBitsOfTheTileProgramOnEveryTarget) { check_hand_fused(cases()); }

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
