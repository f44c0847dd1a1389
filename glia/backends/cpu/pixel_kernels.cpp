#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/pixel_kernels.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <hwy/highway.h>

#include "glia/backends/cpu/pixel_kernels.hpp"
#include "glia/backends/cpu/vector_loop-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

using D = Floats;
using V = FloatVec;

// f(c, load, store) for each run of channels; the last, shorter one goes through masked loads and stores.
template <class F>
HWY_INLINE void each_vector(std::int64_t channels, const F& f) {
  const D d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t c = 0;
  for (; c + lanes <= channels; c += lanes) f(c, lanes);
  if (c < channels) f(c, channels - c);
}

HWY_INLINE V load(D d, const float* p, std::int64_t count) {
  return count == static_cast<std::int64_t>(hn::Lanes(d)) ? hn::LoadU(d, p) : load_first(d, p, count);
}
HWY_INLINE void store(V v, D d, float* p, std::int64_t count) {
  count == static_cast<std::int64_t>(hn::Lanes(d)) ? hn::StoreU(v, d, p) : store_first(v, d, p, count);
}

void max_taps(const float* const* x, const std::uint8_t* names, std::int64_t count, std::int64_t channels, float* best,
              std::uint8_t* tap_of) {
  const D d;
  const hn::Rebind<std::int32_t, D> ints;
  const hn::Rebind<std::uint8_t, D> bytes;
  each_vector(channels, [&](std::int64_t c, std::int64_t n) HWY_ATTR {
    V most = load(d, x[0] + c, n);
    V at = hn::Set(d, static_cast<float>(names[0]));
    for (std::int64_t t = 1; t < count; ++t) {
      const V v = load(d, x[t] + c, n);
      const auto larger = hn::AndNot(hn::IsNaN(most), hn::Not(hn::Le(v, most)));
      most = hn::IfThenElse(larger, v, most);
      at = hn::IfThenElse(larger, hn::Set(d, static_cast<float>(names[t])), at);
    }
    store(most, d, best + c, n);
    const auto narrow = hn::DemoteTo(bytes, hn::ConvertTo(ints, at));
    if (n == static_cast<std::int64_t>(hn::Lanes(d))) {
      hn::StoreU(narrow, bytes, tap_of + c);
    } else {
      std::uint8_t all[hn::MaxLanes(D())];
      hn::StoreU(narrow, bytes, all);
      for (std::int64_t i = 0; i < n; ++i) tap_of[c + i] = all[i];
    }
  });
}

void put(const float* y, const std::uint8_t* tap_of, std::uint8_t tap, std::int64_t channels, bool add, float* to) {
  const D d;
  const hn::Rebind<std::int32_t, D> ints;
  const hn::Rebind<std::uint8_t, D> bytes;
  each_vector(channels, [&](std::int64_t c, std::int64_t n) HWY_ATTR {
    auto at = hn::Zero(bytes);
    if (n == static_cast<std::int64_t>(hn::Lanes(d))) {
      at = hn::LoadU(bytes, tap_of + c);
    } else {
      std::uint8_t all[hn::MaxLanes(D())] = {};
      for (std::int64_t i = 0; i < n; ++i) all[i] = tap_of[c + i];
      at = hn::LoadU(bytes, all);
    }
    const auto here = hn::Eq(hn::PromoteTo(ints, at), hn::Set(ints, tap));
    const V value = hn::IfThenElseZero(hn::RebindMask(d, here), load(d, y + c, n));
    store(add ? hn::Add(load(d, to + c, n), value) : value, d, to + c, n);
  });
}

template <int Pixels>
HWY_INLINE void depthwise_block(const float* x, std::int64_t step, const std::int64_t* offsets, std::int64_t taps,
                                const float* kernel, std::int64_t channels, float* y) {
  const D d;
  each_vector(channels, [&](std::int64_t c, std::int64_t n) HWY_ATTR {
    V sum0 = hn::Zero(d), sum1 = sum0, sum2 = sum0, sum3 = sum0;
    for (std::int64_t t = 0; t < taps; ++t) {
      const float* from = x + offsets[t] + c;
      const V k = load(d, kernel + t * channels + c, n);
      sum0 = hn::MulAdd(load(d, from, n), k, sum0);
      if constexpr (Pixels == 4) {
        sum1 = hn::MulAdd(load(d, from + step, n), k, sum1);
        sum2 = hn::MulAdd(load(d, from + 2 * step, n), k, sum2);
        sum3 = hn::MulAdd(load(d, from + 3 * step, n), k, sum3);
      }
    }
    store(sum0, d, y + c, n);
    if constexpr (Pixels == 4) {
      store(sum1, d, y + channels + c, n);
      store(sum2, d, y + 2 * channels + c, n);
      store(sum3, d, y + 3 * channels + c, n);
    }
  });
}

void depthwise(const float* x, std::int64_t step, const std::int64_t* offsets, std::int64_t taps, const float* kernel,
               std::int64_t channels, std::int64_t pixels, float* y) {
  std::int64_t p = 0;
  for (; p + 4 <= pixels; p += 4)
    depthwise_block<4>(x + p * step, step, offsets, taps, kernel, channels, y + p * channels);
  for (; p < pixels; ++p) depthwise_block<1>(x + p * step, step, offsets, taps, kernel, channels, y + p * channels);
}

void products(const float* x, std::int64_t step, const float* y, std::int64_t channels, std::int64_t pixels,
              float* total) {
  const D d;
  each_vector(channels, [&](std::int64_t c, std::int64_t n) HWY_ATTR {
    V sum = load(d, total + c, n);
    for (std::int64_t p = 0; p < pixels; ++p) {
      sum = hn::MulAdd(load(d, x + p * step + c, n), load(d, y + p * channels + c, n), sum);
    }
    store(sum, d, total + c, n);
  });
}

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {
namespace {
HWY_EXPORT(max_taps);
HWY_EXPORT(put);
HWY_EXPORT(depthwise);
HWY_EXPORT(products);
}  // namespace

void max_of_taps(const float* const* x, const std::uint8_t* names, std::int64_t count, std::int64_t channels,
                 float* best, std::uint8_t* tap_of) {
  HWY_DYNAMIC_DISPATCH(max_taps)(x, names, count, channels, best, tap_of);
}
void put_tap(const float* y, const std::uint8_t* tap_of, std::uint8_t tap, std::int64_t channels, bool add, float* to) {
  HWY_DYNAMIC_DISPATCH(put)(y, tap_of, tap, channels, add, to);
}
void depthwise_pixels(const float* x, std::int64_t step, const std::int64_t* offsets, std::int64_t taps,
                      const float* kernel, std::int64_t channels, std::int64_t pixels, float* y) {
  HWY_DYNAMIC_DISPATCH(depthwise)(x, step, offsets, taps, kernel, channels, pixels, y);
}
void depthwise_products(const float* x, std::int64_t step, const float* y, std::int64_t channels, std::int64_t pixels,
                        float* total) {
  HWY_DYNAMIC_DISPATCH(products)(x, step, y, channels, pixels, total);
}

}  // namespace glia::detail::cpu
#endif
