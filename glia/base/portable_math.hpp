#pragma once
#include <bit>
#include <cstdint>

namespace glia::detail {

// libm picks its code by the CPU (with and without fused multiply-add) and differs in the last bit. These use only
// operations that IEEE 754 rounds exactly, so that random numbers are equal everywhere; the build forbids contraction
// (-ffp-contract=off).

/// Natural logarithm of a positive normal number, within 2 units in the last place near 1 and 1 elsewhere (tested).
inline double portable_log(double x) {
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcd;  // √½: x = m · 2ᵉ with m in [√½, √2)
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const auto e = static_cast<std::int64_t>(bits - root_half) >> 52;
  const double m = std::bit_cast<double>(bits - (static_cast<std::uint64_t>(e) << 52));
  // ln m = 2 artanh(s) = 2 (s + s³/3 + s⁵/5 + …) with |s| ≤ 0.1716: the first term left out is below 2⁻⁵⁷ of the sum.
  const double s = (m - 1) / (m + 1);
  const double z = s * s;
  double sum = 1.0 / 21;
  for (int k = 19; k >= 3; k -= 2) sum = sum * z + 1.0 / k;
  return static_cast<double>(e) * 0x1.62e42fefa39efp-1 + (2 * s + 2 * s * z * sum);
}

struct SinCos {
  double sin;
  double cos;
};

/// Sine and cosine of 2π · turn / 2⁶⁴. The reduction to ±π/4 is exact, in integers; Taylor's series then errs below
/// 2⁻⁵⁴.
inline SinCos portable_sincos(std::uint64_t turn) {
  const std::uint64_t quarter = (turn + (std::uint64_t{1} << 61)) >> 62;
  const double x = static_cast<double>(static_cast<std::int64_t>(turn - (quarter << 62))) * 0x1.921fb54442d18p-62;
  const double z = -x * x;
  double s = 1;
  for (int k = 17; k >= 3; k -= 2) s = 1 + s * z * (1.0 / (k * (k - 1)));
  s *= x;
  double c = 1;
  for (int k = 18; k >= 2; k -= 2) c = 1 + c * z * (1.0 / (k * (k - 1)));
  const double swapped_sin = quarter % 2 == 0 ? s : c;
  const double swapped_cos = quarter % 2 == 0 ? c : s;
  return {.sin = quarter < 2 ? swapped_sin : -swapped_sin,
          .cos = quarter == 0 || quarter == 3 ? swapped_cos : -swapped_cos};
}

}  // namespace glia::detail
