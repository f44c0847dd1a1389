#include "glia/backends/cpu/attention_rows.hpp"

#include <algorithm>

#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/attention_rows.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <hwy/highway.h>

#include "glia/backends/cpu/row_powers-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

constexpr float kMasked = -1e9f;

template <class F>
HWY_INLINE void map(float* x, std::int64_t n, const F& f) {
  const Floats d;
  std::int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) hn::StoreU(f(hn::LoadU(d, x + i), i, kLanes), d, x + i);
  if (i < n) store_first(f(load_first(d, x + i, n - i), i, n - i), d, x + i, n - i);
}

HWY_INLINE void multiply(float* x, std::int64_t n, float factor) {
  const FloatVec by = hn::Set(Floats(), factor);
  map(x, n, [by](FloatVec v, std::int64_t, std::int64_t) { return hn::Mul(v, by); });
}

// Scores that do not count become `other`.
HWY_INLINE void hide(float* x, std::int64_t n, const VisibleScores& which, float other) {
  const std::int64_t visible = std::clamp<std::int64_t>(which.visible, 0, n);
  if (which.mask != nullptr) {
    for (std::int64_t j = 0; j < visible; ++j) x[j] = which.mask[j * which.mask_stride] != 0 ? x[j] : other;
  }
  std::fill(x + visible, x + n, other);
}

HWY_INLINE float scalar_exp(float x) { return hn::GetLane(exp_or_zero(Floats(), hn::Set(Floats(), x))); }

float online(float* x, std::int64_t n, float scale, const VisibleScores& which, const SeenScores& seen) {
  multiply(x, n, scale);
  hide(x, n, which, kMasked);
  const float before = *seen.largest;
  const float largest = reduce_row<Larger>(x, n, before);
  const float sum = exp_sum<true>(x, n, largest, x);
  const float factor = before == largest ? 1.0f : scalar_exp(before - largest);
  *seen.largest = largest;
  *seen.sum = *seen.sum * factor + sum;
  return factor;
}

void scale_by(float* x, std::int64_t n, float factor) { multiply(x, n, factor); }

void divide(const float* x, std::int64_t n, float sum, float* out) {
  const Floats d;
  const FloatVec by = hn::Set(d, sum);
  std::int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) hn::StoreU(hn::Div(hn::LoadU(d, x + i), by), d, out + i);
  if (i < n) store_first(hn::Div(load_first(d, x + i, n - i), by), d, out + i, n - i);
}

float dot(const float* a, const float* b, std::int64_t n) {
  const Floats d;
  Chunk total = fill_chunk(d, 0.0f);
  const auto add = [&](const Chunk& x, const Chunk& y) {
    for (std::int64_t k = 0; k < kParts; ++k) total.part[k] = hn::MulAdd(x.part[k], y.part[k], total.part[k]);
  };
  std::int64_t i = 0;
  for (; i + kWidth <= n; i += kWidth) add(load_chunk(d, a + i), load_chunk(d, b + i));
  if (i < n) add(load_chunk_first(d, a + i, n - i, 0), load_chunk_first(d, b + i, n - i, 0));
  return fold_chunk<Plus>(d, total);
}

void gradient(float* x, float* dx, std::int64_t n, float scale, const VisibleScores& which, float largest, float sum,
              float mean) {
  const Floats d;
  multiply(x, n, scale);
  hide(x, n, which, kMasked);
  const FloatVec shift = hn::Set(d, largest), divisor = hn::Set(d, sum), factor = hn::Set(d, scale);
  map(x, n,
      [&](FloatVec v, std::int64_t, std::int64_t) { return hn::Div(exp_or_zero(d, hn::Sub(v, shift)), divisor); });
  const FloatVec middle = hn::Set(d, which.whole ? dot(x, dx, n) : mean);
  map(dx, n, [&](FloatVec v, std::int64_t i, std::int64_t count) {
    const FloatVec weight = count == kLanes ? hn::LoadU(d, x + i) : load_first(d, x + i, count);
    return hn::Mul(hn::Mul(weight, hn::Sub(v, middle)), factor);
  });
  hide(dx, n, which, 0);
}

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(online);
HWY_EXPORT(scale_by);
HWY_EXPORT(divide);
HWY_EXPORT(gradient);
HWY_EXPORT(dot);

float online_softmax(float* x, std::int64_t n, float scale, const VisibleScores& which, const SeenScores& seen) {
  return HWY_DYNAMIC_DISPATCH(online)(x, n, scale, which, seen);
}
void scale_row(float* x, std::int64_t n, float factor) { HWY_DYNAMIC_DISPATCH(scale_by)(x, n, factor); }
void divide_row(const float* x, std::int64_t n, float sum, float* out) { HWY_DYNAMIC_DISPATCH(divide)(x, n, sum, out); }
void softmax_gradient(float* x, float* dx, std::int64_t n, float scale, const VisibleScores& which, float largest,
                      float sum, float mean) {
  HWY_DYNAMIC_DISPATCH(gradient)(x, dx, n, scale, which, largest, sum, mean);
}
float row_dot(const float* a, const float* b, std::int64_t n) { return HWY_DYNAMIC_DISPATCH(dot)(a, b, n); }

}  // namespace glia::detail::cpu
#endif
