#include "glia/backends/cpu/gru_rows.hpp"
#include "glia/backends/cpu/hand_rules.hpp"
#include "glia/backends/cpu/lstm_rows.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail::cpu::hand {
namespace {

// Roles of a step of an LSTM: x of each gate, h of each gate, the biases, c₋₁. Of its gradient: dy, dy_more, dc, the
// gates, tanh(c), c₋₁.
namespace lstm {

constexpr std::size_t kX = 0, kH = 4, kBias = 8, kBefore = 12;
constexpr std::size_t kDy = 0, kDyMore = 1, kDc = 2, kGates = 3, kTanhC = 7, kCBefore = 8;

template <bool kHasBias, bool kKeep>
void run(const Block& b) {
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
  std::array<Tensor, 4> gates;
  for (std::size_t g = 0; g < 4; ++g) {
    Tensor sum = whole(kX + g) + whole(kH + g);
    if (kHasBias) sum = sum + row(kBias + g);
    gates[g] = g == LstmStep::g ? ops::tanh(sum) : ops::sigmoid(sum);
  }
  const Tensor c = gates[LstmStep::f] * whole(kBefore) + gates[LstmStep::i] * gates[LstmStep::g];
  const Tensor tanh_c = ops::tanh(c), y = gates[LstmStep::o] * tanh_c;
  out.push_back({results({y, c, tanh_c, gates[0], gates[1], gates[2], gates[3]}), run<kHasBias, true>});
  out.push_back({results({y, c}), run<kHasBias, false>});
}

template <bool kMore>
void run_gradient(const Block& b) {
  LstmStepGradient all;
  all.dy = b.in[kDy];
  if (kMore) all.dy_more = b.in[kDyMore];
  all.dc = b.in[kDc];
  for (std::size_t g = 0; g < 4; ++g) {
    all.gates[g] = b.in[kGates + g];
    all.out[g] = b.out[g];
  }
  all.tanh_c = b.in[kTanhC];
  all.c_before = b.in[kCBefore];
  all.dc_before = b.out[4];
  lstm_step_gradient(all, b.rows, b.columns);
}

template <bool kMore>
void add_gradient(Rules& out) {
  const Tensor dy = kMore ? whole(kDy) + whole(kDyMore) : whole(kDy), one = number(1);
  const Tensor i = whole(kGates + LstmStep::i), f = whole(kGates + LstmStep::f);
  const Tensor g = whole(kGates + LstmStep::g), o = whole(kGates + LstmStep::o), tanh_c = whole(kTanhC);
  const Tensor dc = whole(kDc) + dy * o * (one - ops::square(tanh_c));
  out.push_back({results({dc * g * i * (one - i), dc * whole(kCBefore) * f * (one - f), dc * i * (one - ops::square(g)),
                          dy * tanh_c * o * (one - o), dc * f}),
                 run_gradient<kMore>});
}

}  // namespace lstm

// Roles of a step of a GRU: x and h of z, r, n, the biases of each, y₋₁. Of its gradient: dy, dy_more, z, r, n, 1 − z,
// h_n, y₋₁.
namespace gru {

constexpr std::size_t kX = 0, kH = 3, kXBias = 6, kHBias = 9, kBefore = 12;
constexpr std::size_t kDy = 0, kDyMore = 1, kGates = 2, kOneMinusZ = 5, kHN = 6, kYBefore = 7;

template <bool kKeep>
void run(const Block& b) {
  GruStep all;
  for (std::size_t g = 0; g < 3; ++g) {
    all.x[g] = b.in[kX + g];
    all.h[g] = b.in[kH + g];
    all.x_bias[g] = b.in[kXBias + g].data;
    all.h_bias[g] = b.in[kHBias + g].data;
    if (kKeep) all.gates[g] = b.out[1 + g];
  }
  all.before = b.in[kBefore];
  all.y = b.out[0];
  if (kKeep) all.one_minus_z = b.out[4], all.h_n = b.out[5];
  gru_step(all, b.rows, b.columns);
}

void add_steps(Rules& out) {
  const auto x = [](std::size_t g) { return whole(kX + g) + row(kXBias + g); };
  const auto h = [](std::size_t g) { return whole(kH + g) + row(kHBias + g); };
  const Tensor z = ops::sigmoid(x(GruStep::z) + h(GruStep::z)), r = ops::sigmoid(x(GruStep::r) + h(GruStep::r));
  const Tensor h_n = h(GruStep::n), n = ops::tanh(x(GruStep::n) + r * h_n), one_minus_z = number(1) - z;
  const Tensor y = z * whole(kBefore) + one_minus_z * n;
  out.push_back({results({y, z, r, n, one_minus_z, h_n}), run<true>});
  out.push_back({results({y}), run<false>});
}

template <bool kMore>
void run_gradient(const Block& b) {
  GruStepGradient all;
  all.dy = b.in[kDy];
  if (kMore) all.dy_more = b.in[kDyMore], all.dy_sum = b.out[4];
  for (std::size_t g = 0; g < 3; ++g) {
    all.gates[g] = b.in[kGates + g];
    all.dx[g] = b.out[g];
  }
  all.one_minus_z = b.in[kOneMinusZ];
  all.h_n = b.in[kHN];
  all.before = b.in[kYBefore];
  all.dh_n = b.out[3];
  gru_step_gradient(all, b.rows, b.columns);
}

template <bool kMore>
void add_gradient(Rules& out) {
  const Tensor dy = kMore ? whole(kDy) + whole(kDyMore) : whole(kDy), one = number(1);
  const Tensor z = whole(kGates + GruStep::z), r = whole(kGates + GruStep::r), n = whole(kGates + GruStep::n);
  const Tensor dn = dy * whole(kOneMinusZ) * (one - ops::square(n));
  Tensors all{(-(dy * n) + dy * whole(kYBefore)) * z * (one - z), dn * whole(kHN) * r * (one - r), dn, dn * r};
  if (kMore) all.push_back(dy);
  out.push_back({results(std::move(all)), run_gradient<kMore>});
}

}  // namespace gru

}  // namespace

const Rules& cell_rules() {
  static const Rules all = [] {
    Rules out;
    lstm::add_steps<true>(out);
    lstm::add_steps<false>(out);
    lstm::add_gradient<true>(out);
    lstm::add_gradient<false>(out);
    gru::add_steps(out);
    gru::add_gradient<true>(out);
    gru::add_gradient<false>(out);
    return out;
  }();
  return all;
}

}  // namespace glia::detail::cpu::hand
