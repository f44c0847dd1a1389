// Functions whose arguments need more than 24 bits on the way go through double lanes. Included once per Highway
// target.
#if defined(GLIA_BACKENDS_CPU_VECTOR_DOUBLE_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_BACKENDS_CPU_VECTOR_DOUBLE_INL_H
#undef GLIA_BACKENDS_CPU_VECTOR_DOUBLE_INL_H
#else
#define GLIA_BACKENDS_CPU_VECTOR_DOUBLE_INL_H
#endif

#include <hwy/highway.h>

#include "glia/backends/cpu/vector_loop-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {

using Doubles = hn::ScalableTag<double>;
using DoubleVec = hn::Vec<Doubles>;

// F::run(Doubles, x…) on both halves, rounded once to f32.
template <class F, class... Vecs>
HWY_INLINE FloatVec through_double(Floats d, Vecs... x) {
  const Doubles dd;
#if HWY_TARGET == HWY_SCALAR
  // Highway 1.0.3 demotes what overflows to the largest float here, not to infinity.
  return hn::Set(d, static_cast<float>(hn::GetLane(F::run(dd, hn::PromoteTo(dd, x)...))));
#else
  const hn::Half<Floats> half;
  const auto low = hn::DemoteTo(half, F::run(dd, hn::PromoteTo(dd, hn::LowerHalf(half, x))...));
  const auto high = hn::DemoteTo(half, F::run(dd, hn::PromoteTo(dd, hn::UpperHalf(half, x))...));
  return hn::Combine(d, high, low);
#endif
}

}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
