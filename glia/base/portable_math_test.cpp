#include "glia/base/portable_math.hpp"

#include <cmath>
#include <limits>

#include "glia/base/philox.hpp"

namespace glia::detail {
namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

TEST(PortableMath, LogarithmIsWithinTwoRoundings) {
  double worst = 0;
  for (std::uint32_t i = 0; i < 200'000; ++i) {
    const auto block = philox({i, 0, 0, 0}, {1, 2});
    const double mantissa = 0.5 + block[0] * 0x1p-33;
    const double x = std::ldexp(mantissa, i % 4 == 0 ? 0 : -static_cast<int>(block[1] % 60));
    const long double exact = std::log(static_cast<long double>(x));
    worst = std::max(worst, static_cast<double>(std::fabs(portable_log(x) - exact) / std::fabs(exact)));
  }
  EXPECT_LE(worst, 2 * epsilon);
  EXPECT_EQ(portable_log(1.0), 0.0);
  EXPECT_EQ(portable_log(0.5), -0x1.62e42fefa39efp-1);
}

// Absolute: the angle itself is rounded once, by up to ε/2 · π/4, before the series.
TEST(PortableMath, SineAndCosineAreWithinOneRounding) {
  constexpr long double pi = 3.14159265358979323846264338327950288L;
  double worst = 0;
  for (std::uint32_t i = 0; i < 200'000; ++i) {
    const auto block = philox({i, 0, 0, 0}, {1, 2});
    const std::uint64_t turn = std::uint64_t{block[0]} << 32 | block[1];
    const long double angle = 2 * pi * (static_cast<long double>(turn) * 0x1p-64L);
    const SinCos point = portable_sincos(turn);
    worst = std::max(worst, static_cast<double>(std::fabs(point.sin - std::sin(angle))));
    worst = std::max(worst, static_cast<double>(std::fabs(point.cos - std::cos(angle))));
  }
  EXPECT_LE(worst, epsilon);
  for (std::uint64_t quarter = 0; quarter < 4; ++quarter) {
    const SinCos point = portable_sincos(quarter << 62);
    EXPECT_EQ(point.cos, quarter % 2 == 1 ? 0.0 : quarter == 0 ? 1.0 : -1.0);
    EXPECT_EQ(point.sin, quarter % 2 == 0 ? 0.0 : quarter == 1 ? 1.0 : -1.0);
  }
}

}  // namespace
}  // namespace glia::detail
