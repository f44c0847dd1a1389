#include "glia/backends/cpu/gelu_rows.hpp"

#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/gelu_rows.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <hwy/highway.h>
#include <numbers>

#include "glia/backends/cpu/vector_loop-inl.h"
#include "glia/backends/cpu/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

using D = Floats;
using V = FloatVec;

struct Parts {
  V half, inner;  // v/2 and v/√2
};
HWY_INLINE Parts parts_of(D d, V v) {
  const V half = hn::Set(d, 0.5f);
  return {hn::Mul(v, half), hn::Mul(hn::Mul(v, hn::Set(d, std::numbers::sqrt2_v<float>)), half)};
}
HWY_INLINE V one_and_erf(D d, V x) { return hn::Add(vector_erf(d, x), hn::Set(d, 1.0f)); }

struct Forward {
  static HWY_INLINE V run(D d, V v, V) {
    const Parts p = parts_of(d, v);
    return hn::Mul(p.half, one_and_erf(d, p.inner));
  }
};

// dy · (v · exp(−v²/2)/√(2π) + ½ (1 + erf(v/√2)))
struct Gradient {
  static HWY_INLINE V run(D d, V v, V dy) {
    const Parts p = parts_of(d, v);
    const V half = hn::Set(d, 0.5f);
    V bell = hn::Mul(hn::Mul(dy, p.half), hn::Set(d, 2 * std::numbers::inv_sqrtpi_v<float>));
    bell = hn::Mul(bell, exp_or_zero(d, hn::Neg(hn::Mul(p.inner, p.inner))));
    bell = hn::Mul(hn::Mul(bell, half), hn::Set(d, std::numbers::sqrt2_v<float>));
    return hn::Add(bell, hn::Mul(hn::Mul(dy, one_and_erf(d, p.inner)), half));
  }
};

template <class F, bool kBias, bool kSum>
void rows_of(const GeluRows& all, std::int64_t rows, std::int64_t columns) {
  constexpr bool kGradient = std::is_same_v<F, Gradient>;
  const D d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  for (std::int64_t r = 0; r < rows; ++r) {
    const float* x = all.x.data + r * all.x.row;
    const float* dy = kGradient ? all.dy.data + r * all.dy.row : x;
    float* sum = kSum ? all.sum.data + r * all.sum.row : nullptr;
    float* out = all.out.data + r * all.out.row;
    const auto sum_at = [&](const auto& load, std::int64_t i)
                            HWY_ATTR { return kBias ? hn::Add(load(x + i), load(all.bias + i)) : load(x + i); };
    std::int64_t i = 0;
    for (; i + lanes <= columns; i += lanes) {
      const V v = sum_at([&](const float* p) HWY_ATTR { return hn::LoadU(d, p); }, i);
      const V y = F::run(d, v, kGradient ? hn::LoadU(d, dy + i) : v);
      if constexpr (kSum) hn::StoreU(v, d, sum + i);
      hn::StoreU(y, d, out + i);
    }
    if (i < columns) {
      const std::int64_t rest = columns - i;
      const V v = sum_at([&](const float* p) HWY_ATTR { return load_first(d, p, rest); }, i);
      const V y = F::run(d, v, kGradient ? load_first(d, dy + i, rest) : v);
      if constexpr (kSum) store_first(v, d, sum + i, rest);
      store_first(y, d, out + i, rest);
    }
  }
}

void forward(const GeluRows& all, std::int64_t rows, std::int64_t columns) {
  if (all.bias == nullptr) return rows_of<Forward, false, false>(all, rows, columns);
  (all.sum.data != nullptr ? rows_of<Forward, true, true> : rows_of<Forward, true, false>)(all, rows, columns);
}
void gradient(const GeluRows& all, std::int64_t rows, std::int64_t columns) {
  (all.bias != nullptr ? rows_of<Gradient, true, false> : rows_of<Gradient, false, false>)(all, rows, columns);
}

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(forward);
HWY_EXPORT(gradient);

void gelu_forward(const GeluRows& all, std::int64_t rows, std::int64_t columns) {
  HWY_DYNAMIC_DISPATCH(forward)(all, rows, columns);
}
void gelu_gradient(const GeluRows& all, std::int64_t rows, std::int64_t columns) {
  HWY_DYNAMIC_DISPATCH(gradient)(all, rows, columns);
}

}  // namespace glia::detail::cpu
#endif
