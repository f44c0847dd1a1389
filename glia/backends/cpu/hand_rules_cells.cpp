#include "glia/backends/cpu/hand_rules.hpp"
#include "glia/backends/cpu/lstm_rows.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail::cpu::hand {
namespace {

// Roles of a step: x of each gate, h of each gate, the biases, c₋₁. Of its gradient: dy, dy_more, dc, the gates,
// tanh(c), c₋₁.
constexpr std::size_t kX = 0, kH = 4, kBias = 8, kBefore = 12;
constexpr std::size_t kDy = 0, kDyMore = 1, kDc = 2, kGates = 3, kTanhC = 7, kCBefore = 8;

struct Step {
  std::array<Tensor, 4> gates;
  Tensor c, tanh_c, y;
};

template <bool kHasBias>
Step step() {
  Step out;
  for (std::size_t g = 0; g < 4; ++g) {
    Tensor sum = whole(kX + g) + whole(kH + g);
    if (kHasBias) sum = sum + row(kBias + g);
    out.gates[g] = g == LstmStep::g ? ops::tanh(sum) : ops::sigmoid(sum);
  }
  out.c = out.gates[LstmStep::f] * whole(kBefore) + out.gates[LstmStep::i] * out.gates[LstmStep::g];
  out.tanh_c = ops::tanh(out.c);
  out.y = out.gates[LstmStep::o] * out.tanh_c;
  return out;
}

template <bool kHasBias, bool kKeep>
void run_step(const Block& b) {
  LstmStep all;
  for (std::size_t g = 0; g < 4; ++g) {
    all.x[g] = b.in[kX + g];
    all.h[g] = b.in[kH + g];
    if (kHasBias) all.bias[g] = b.in[kBias + g].data;
    if (kKeep) all.gates[g] = b.out[3 + g];
  }
  all.c_before = b.in[kBefore];
  all.y = b.out[0];
  all.c = b.out[1];
  if (kKeep) all.tanh_c = b.out[2];
  lstm_step(all, b.rows, b.columns);
}

template <bool kHasBias>
void add_steps(Rules& out) {
  const Step s = step<kHasBias>();
  out.push_back(
      {results({s.y, s.c, s.tanh_c, s.gates[0], s.gates[1], s.gates[2], s.gates[3]}), run_step<kHasBias, true>});
  out.push_back({results({s.y, s.c}), run_step<kHasBias, false>});
}

template <bool kMore>
Rule gradient_rule() {
  const Tensor dy = kMore ? whole(kDy) + whole(kDyMore) : whole(kDy), one = number(1);
  const auto gate = [](LstmStep::Gate g) { return whole(kGates + g); };
  const Tensor i = gate(LstmStep::i), f = gate(LstmStep::f), g = gate(LstmStep::g), o = gate(LstmStep::o);
  const Tensor tanh_c = whole(kTanhC);
  const Tensor dc = whole(kDc) + dy * o * (one - ops::square(tanh_c));
  return {results({dc * g * i * (one - i), dc * whole(kCBefore) * f * (one - f), dc * i * (one - ops::square(g)),
                   dy * tanh_c * o * (one - o), dc * f}),
          [](const Block& b) {
            LstmStepGradient all;
            all.dy = b.in[kDy];
            if (kMore) all.dy_more = b.in[kDyMore];
            all.dc = b.in[kDc];
            for (std::size_t k = 0; k < 4; ++k) {
              all.gates[k] = b.in[kGates + k];
              all.out[k] = b.out[k];
            }
            all.tanh_c = b.in[kTanhC];
            all.c_before = b.in[kCBefore];
            all.dc_before = b.out[4];
            lstm_step_gradient(all, b.rows, b.columns);
          }};
}

}  // namespace

const Rules& cell_rules() {
  static const Rules all = [] {
    Rules out;
    add_steps<true>(out);
    add_steps<false>(out);
    out.push_back(gradient_rule<true>());
    out.push_back(gradient_rule<false>());
    return out;
  }();
  return all;
}

}  // namespace glia::detail::cpu::hand
