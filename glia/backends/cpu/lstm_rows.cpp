#include "glia/backends/cpu/lstm_rows.hpp"

#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/lstm_rows.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <hwy/highway.h>

#include "glia/backends/cpu/vector_loop-inl.h"
#include "glia/backends/cpu/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

using D = Floats;
using V = FloatVec;

template <bool kBias, bool kKeep>
void step(const LstmStep& all, std::int64_t rows, std::int64_t columns) {
  const D d;
  for (std::int64_t r = 0; r < rows; ++r) {
    each_vector(d, columns, [&](std::int64_t at, const auto& load, const auto& store) HWY_ATTR {
      const auto in = [&](const FloatBlock& b) HWY_ATTR { return load(b.data + r * b.row + at); };
      const auto out = [&](V v, const FloatBlockOut& b) HWY_ATTR { store(v, b.data + r * b.row + at); };
      const auto sum = [&](LstmStep::Gate gate) HWY_ATTR {
        const V s = hn::Add(in(all.x[gate]), in(all.h[gate]));
        if constexpr (kBias) return hn::Add(s, load(all.bias[gate] + at));
        return s;
      };
      const V before = in(all.c_before);
      const V i = vector_sigmoid(d, sum(LstmStep::i));
      const V f = vector_sigmoid(d, sum(LstmStep::f));
      const V g = vector_tanh(d, sum(LstmStep::g));
      const V o = vector_sigmoid(d, sum(LstmStep::o));
      const V c = hn::Add(hn::Mul(f, before), hn::Mul(i, g));
      const V tanh_c = vector_tanh(d, c);
      if constexpr (kKeep) {
        out(i, all.gates[LstmStep::i]);
        out(f, all.gates[LstmStep::f]);
        out(g, all.gates[LstmStep::g]);
        out(o, all.gates[LstmStep::o]);
        out(tanh_c, all.tanh_c);
      }
      out(c, all.c);
      out(hn::Mul(o, tanh_c), all.y);
    });
  }
}

void lstm_forward(const LstmStep& all, std::int64_t rows, std::int64_t columns) {
  const bool keep = all.tanh_c.data != nullptr;
  if (all.bias[0] != nullptr) return (keep ? step<true, true> : step<true, false>)(all, rows, columns);
  (keep ? step<false, true> : step<false, false>)(all, rows, columns);
}

template <bool kMore>
void step_gradient(const LstmStepGradient& all, std::int64_t rows, std::int64_t columns) {
  const D d;
  const V one = hn::Set(d, 1.0f);
  for (std::int64_t r = 0; r < rows; ++r) {
    each_vector(d, columns, [&](std::int64_t at, const auto& load, const auto& store) HWY_ATTR {
      const auto in = [&](const FloatBlock& b) HWY_ATTR { return load(b.data + r * b.row + at); };
      const auto out = [&](V v, const FloatBlockOut& b) HWY_ATTR { store(v, b.data + r * b.row + at); };
      V dy = in(all.dy);
      if constexpr (kMore) dy = hn::Add(dy, in(all.dy_more));
      const V i = in(all.gates[LstmStep::i]), f = in(all.gates[LstmStep::f]);
      const V g = in(all.gates[LstmStep::g]), o = in(all.gates[LstmStep::o]);
      const V tanh_c = in(all.tanh_c), before = in(all.c_before);
      const V through_c = hn::Mul(hn::Mul(dy, o), hn::Sub(one, hn::Mul(tanh_c, tanh_c)));
      const V dc = hn::Add(in(all.dc), through_c);
      out(hn::Mul(hn::Mul(hn::Mul(dc, g), i), hn::Sub(one, i)), all.out[LstmStep::i]);
      out(hn::Mul(hn::Mul(hn::Mul(dc, before), f), hn::Sub(one, f)), all.out[LstmStep::f]);
      out(hn::Mul(hn::Mul(dc, i), hn::Sub(one, hn::Mul(g, g))), all.out[LstmStep::g]);
      out(hn::Mul(hn::Mul(hn::Mul(dy, tanh_c), o), hn::Sub(one, o)), all.out[LstmStep::o]);
      out(hn::Mul(dc, f), all.dc_before);
    });
  }
}

void lstm_gradient(const LstmStepGradient& all, std::int64_t rows, std::int64_t columns) {
  (all.dy_more.data != nullptr ? step_gradient<true> : step_gradient<false>)(all, rows, columns);
}

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(lstm_forward);
HWY_EXPORT(lstm_gradient);

void lstm_step(const LstmStep& all, std::int64_t rows, std::int64_t columns) {
  HWY_DYNAMIC_DISPATCH(lstm_forward)(all, rows, columns);
}
void lstm_step_gradient(const LstmStepGradient& all, std::int64_t rows, std::int64_t columns) {
  HWY_DYNAMIC_DISPATCH(lstm_gradient)(all, rows, columns);
}

}  // namespace glia::detail::cpu
#endif
