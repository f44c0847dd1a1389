#include "glia/backends/cpu/gru_rows.hpp"

#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/gru_rows.cpp"
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

template <bool kKeep>
void step(const GruStep& all, std::int64_t rows, std::int64_t columns) {
  const D d;
  for (std::int64_t row = 0; row < rows; ++row) {
    each_vector(d, columns, [&](std::int64_t at, const auto& load, const auto& store) HWY_ATTR {
      const auto in = [&](const FloatBlock& b) HWY_ATTR { return load(b.data + row * b.row + at); };
      const auto out = [&](V v, const FloatBlockOut& b) HWY_ATTR { store(v, b.data + row * b.row + at); };
      const auto x = [&](GruStep::Gate g) HWY_ATTR { return hn::Add(in(all.x[g]), load(all.x_bias[g] + at)); };
      const auto h = [&](GruStep::Gate g) HWY_ATTR { return hn::Add(in(all.h[g]), load(all.h_bias[g] + at)); };
      const V before = in(all.before);
      const V z = vector_sigmoid(d, hn::Add(x(GruStep::z), h(GruStep::z)));
      const V r = vector_sigmoid(d, hn::Add(x(GruStep::r), h(GruStep::r)));
      const V h_n = h(GruStep::n);
      const V n = vector_tanh(d, hn::Add(x(GruStep::n), hn::Mul(r, h_n)));
      const V one_minus_z = hn::Sub(hn::Set(d, 1.0f), z);
      if constexpr (kKeep) {
        out(z, all.gates[GruStep::z]);
        out(r, all.gates[GruStep::r]);
        out(n, all.gates[GruStep::n]);
        out(one_minus_z, all.one_minus_z);
        out(h_n, all.h_n);
      }
      out(hn::Add(hn::Mul(z, before), hn::Mul(one_minus_z, n)), all.y);
    });
  }
}

void gru_forward(const GruStep& all, std::int64_t rows, std::int64_t columns) {
  (all.h_n.data != nullptr ? step<true> : step<false>)(all, rows, columns);
}

template <bool kMore>
void step_gradient(const GruStepGradient& all, std::int64_t rows, std::int64_t columns) {
  const D d;
  const V one = hn::Set(d, 1.0f);
  for (std::int64_t row = 0; row < rows; ++row) {
    each_vector(d, columns, [&](std::int64_t at, const auto& load, const auto& store) HWY_ATTR {
      const auto in = [&](const FloatBlock& b) HWY_ATTR { return load(b.data + row * b.row + at); };
      const auto out = [&](V v, const FloatBlockOut& b) HWY_ATTR { store(v, b.data + row * b.row + at); };
      V dy = in(all.dy);
      if constexpr (kMore) dy = hn::Add(dy, in(all.dy_more));
      const V z = in(all.gates[GruStep::z]), r = in(all.gates[GruStep::r]), n = in(all.gates[GruStep::n]);
      const V h_n = in(all.h_n), before = in(all.before);
      const V dn = hn::Mul(hn::Mul(dy, in(all.one_minus_z)), hn::Sub(one, hn::Mul(n, n)));
      const V by_z = hn::Add(hn::Neg(hn::Mul(dy, n)), hn::Mul(dy, before));
      if constexpr (kMore) out(dy, all.dy_sum);
      out(hn::Mul(hn::Mul(by_z, z), hn::Sub(one, z)), all.dx[GruStep::z]);
      out(hn::Mul(hn::Mul(hn::Mul(dn, h_n), r), hn::Sub(one, r)), all.dx[GruStep::r]);
      out(dn, all.dx[GruStep::n]);
      out(hn::Mul(dn, r), all.dh_n);
    });
  }
}

void gru_gradient(const GruStepGradient& all, std::int64_t rows, std::int64_t columns) {
  (all.dy_more.data != nullptr ? step_gradient<true> : step_gradient<false>)(all, rows, columns);
}

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(gru_forward);
HWY_EXPORT(gru_gradient);

void gru_step(const GruStep& all, std::int64_t rows, std::int64_t columns) {
  HWY_DYNAMIC_DISPATCH(gru_forward)(all, rows, columns);
}
void gru_step_gradient(const GruStepGradient& all, std::int64_t rows, std::int64_t columns) {
  HWY_DYNAMIC_DISPATCH(gru_gradient)(all, rows, columns);
}

}  // namespace glia::detail::cpu
#endif
