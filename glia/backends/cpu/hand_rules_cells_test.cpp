#include "glia/graph/region.hpp"
#include "glia/ops/control.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/region_ops.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/grad.hpp"
#include "glia/passes/pipeline.hpp"
#include "testing/check_hand_fused.hpp"

namespace glia::detail::cpu {
namespace {

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

/// A step of a GRU: x of z, r, n, then h of each, their biases, y₋₁; y and, if wanted, what the gradient reads.
Tensors gru(const Tensors& p, bool keep) {
  const auto x = [&](std::size_t g) { return p[g] + p[6 + g]; };
  const auto h = [&](std::size_t g) { return p[3 + g] + p[9 + g]; };
  const Tensor z = ops::sigmoid(x(0) + h(0)), r = ops::sigmoid(h(1) + x(1)), h_n = h(2);
  const Tensor n = ops::tanh(x(2) + h_n * r), y = z * p[12] + (1 - z) * n;
  if (keep) return {h_n, n, z, y, 1 - z, r};
  return {y};
}
/// Its gradient: z, r, n, 1 − z, h_n, y₋₁, dy [, more of dy].
Tensors gru_gradient(const Tensors& p) {
  const Tensor dy = p.size() > 7 ? p[6] + p[7] : p[6];
  const Tensor dn = dy * p[3] * (1 - ops::square(p[2]));
  Tensors out{dn * p[1], dn, dn * p[4] * p[1] * (1 - p[1]), (-(dy * p[2]) + dy * p[5]) * p[0] * (1 - p[0])};
  if (p.size() > 7) out.push_back(dy);
  return out;
}

std::vector<Case> cases() {
  std::vector<Shape> thirteen(13, kWhole);
  std::fill(thirteen.begin() + 8, thirteen.begin() + 12, kRow);
  std::vector<Shape> of_gru(13, kWhole);
  std::fill(of_gru.begin() + 6, of_gru.begin() + 12, kRow);
  const std::vector<Shape> nine(9, kWhole), eight(8, kWhole), seven(7, kWhole);
  return {
      {"lstm, training", thirteen, [](const Tensors& p) { return lstm(p, true, true); }},
      {"lstm", thirteen, [](const Tensors& p) { return lstm(p, true, false); }},
      {"lstm without bias, training", nine, [](const Tensors& p) { return lstm(p, false, true); }},
      {"lstm without bias", nine, [](const Tensors& p) { return lstm(p, false, false); }},
      {"lstm gradient", nine, lstm_gradient},
      {"lstm gradient of the last step", eight, lstm_gradient},
      {"gru, training", of_gru, [](const Tensors& p) { return gru(p, true); }},
      {"gru", of_gru, [](const Tensors& p) { return gru(p, false); }},
      {"gru gradient", eight, gru_gradient},
      {"gru gradient of the last step", seven, gru_gradient},
      {"an lstm whose gates are shifted", thirteen,
       [](const Tensors& p) {
         Tensors out = lstm(p, true, false);
         return Tensors{out[0], out[1] + 1};
       },
       false},
  };
}

TEST(Cells, HaveTheBitsOfTheTileProgramOnEveryTarget) { check_hand_fused(cases()); }

/// How many bodies of the loops, of a cell's training step forward and back, have a kernel by hand.
int by_hand_in_loops(std::int64_t gates, std::size_t states, bool every_output, const Function& cell) {
  constexpr std::int64_t kUnits = 16;
  const Tensor x = parameter(0, {{5, -1, 32}, f32});
  const Variable kernel("kernel", {32, gates * kUnits}), recurrent("recurrent", {kUnits, gates * kUnits});
  const Variable bias("bias", {2, gates * kUnits});
  const auto step = [&](const Tensors& carry, const Tensors& now) -> ops::ScanResult {
    const Tensor from_x = ops::matmul(now[0], kernel), from_h = ops::matmul(carry[0], recurrent);
    Tensors operands;
    for (const Tensor& all : {from_x, from_h}) {
      for (std::int64_t g = 0; g < gates; ++g)
        operands.push_back(ops::slice(all, {0, g * kUnits}, {ops::kEnd, (g + 1) * kUnits}));
    }
    for (std::int64_t b = 0; b < 2; ++b) {
      for (std::int64_t g = 0; g < gates && (b == 0 || gates == 3); ++g)
        operands.push_back(ops::slice(bias, {b, g * kUnits}, {b + 1, (g + 1) * kUnits}));
    }
    operands.push_back(carry.back());
    const Tensors out = cell(operands);
    return {out, {out[0]}};
  };
  const Tensor zero = ops::zeros_like(ops::sum(x, {0, 2}, true));
  const ops::ScanResult r =
      ops::scan(step, Tensors(states, ops::broadcast_to(ops::reshape(zero, {-1, 1}), {-1, kUnits})), {x});
  const Tensor& out = every_output ? r.ys[0] : r.carry[0];
  const Graph graph = run_passes({{x}, grad(ops::sum(out * out), Tensors{kernel, recurrent, bias}), {}}, passes(),
                                 DTypePolicy::float32);
  int found = 0;
  for (const Node* scan : graph.order()) {
    if (scan->op != &op_scan) continue;
    for (const Node* node : body_of(*scan).order()) {
      if (node->op != &op_fused) continue;
      std::string refusal;
      const auto program = TileProgram::compile(body_of(*node), Numbers::real32, refusal);
      found += match_hand_fused(body_of(*node), program->loads()) != nullptr;
    }
  }
  return found;
}

TEST(Cells, AreKnownAsLoopsAndTheirGradientsSpellThem) {
  for (const bool every_output : {false, true}) {
    EXPECT_EQ(by_hand_in_loops(4, 2, every_output,
                               [](const Tensors& p) -> Tensors {
                                 const Tensors all = lstm(p, true, false);
                                 return {all[1], all[0]};
                               }),
              2);
    EXPECT_EQ(by_hand_in_loops(3, 1, every_output, [](const Tensors& p) { return gru(p, false); }), 2);
  }
}

}  // namespace
}  // namespace glia::detail::cpu
