// internal
#pragma once
#include <bit>
#include <cstdint>

namespace glia::detail {

/// The bfloat16 nearest to x, ties to even, as a float: 8 bits of mantissa with the leading one, the exponents of f32.
/// Above the largest it is infinite; NaN stays NaN.
constexpr float round_to_bf16(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  if (x != x) return std::bit_cast<float>((bits | 0x400000U) & 0xFFFF0000U);
  return std::bit_cast<float>((bits + 0x7FFFU + ((bits >> 16U) & 1U)) & 0xFFFF0000U);
}

}  // namespace glia::detail
