// internal
#pragma once
#include <cstdint>

namespace glia::detail::cpu {

// Loops over the channels of pixels, for windows whose channels do not mix.

/// best[c] = the largest x[tap][c], tap_of[c] = names[tap] of the first that is; NaN wins. count ≥ 1.
void max_of_taps(const float* const* x, const std::uint8_t* names, std::int64_t count, std::int64_t channels,
                 float* best, std::uint8_t* tap_of);

/// to[c] = y[c] where tap_of[c] is `tap`, else 0; with `add`, to[c] grows by that.
void put_tap(const float* y, const std::uint8_t* tap_of, std::uint8_t tap, std::int64_t channels, bool add, float* to);

/// `pixels` results, each `channels` floats: y(p, c) = Σ_t x[p·step + offsets[t] + c] · kernel[t·channels + c], over
/// rising t.
void depthwise_pixels(const float* x, std::int64_t step, const std::int64_t* offsets, std::int64_t taps,
                      const float* kernel, std::int64_t channels, std::int64_t pixels, float* y);

/// total[c] += Σ_p x[p·step + c] · y[p·channels + c], over rising p.
void depthwise_products(const float* x, std::int64_t step, const float* y, std::int64_t channels, std::int64_t pixels,
                        float* total);

}  // namespace glia::detail::cpu
