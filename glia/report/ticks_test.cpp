#include "glia/report/ticks.hpp"

#include <algorithm>
#include <cmath>

namespace glia::detail::report {
namespace {

std::string labels(const std::vector<Tick>& ticks) {
  std::string out;
  for (const Tick& tick : ticks) {
    if (!tick.label.empty()) out += (out.empty() ? "" : " ") + tick.label;
  }
  return out;
}

}  // namespace

TEST(Ticks, LinearSteps) {
  EXPECT_EQ(labels(linear_ticks(0, 1, 6)), "0.0 0.2 0.4 0.6 0.8 1.0");
  EXPECT_EQ(labels(linear_ticks(-1.04, 1.04, 5)), "−1.0 −0.5 0.0 0.5 1.0");
  EXPECT_EQ(labels(linear_ticks(0, 60'000, 7)), "0 10,000 20,000 30,000 40,000 50,000 60,000");
  EXPECT_EQ(labels(linear_ticks(0.021, 0.34, 8)), "0.05 0.10 0.15 0.20 0.25 0.30");
  EXPECT_EQ(labels(linear_ticks(97.1, 98.9, 4)), "97.5 98.0 98.5");
  EXPECT_EQ(labels(linear_ticks(-3e8, 3e8, 7)), "−3×10⁸ −2×10⁸ −10⁸ 0 10⁸ 2×10⁸ 3×10⁸");
  EXPECT_EQ(labels(linear_ticks(0, 3e-6, 4)), "0 10⁻⁶ 2×10⁻⁶ 3×10⁻⁶");
  EXPECT_EQ(labels(linear_ticks(9e6, 1.15e7, 4)), "0.9×10⁷ 1.0×10⁷ 1.1×10⁷");
}

TEST(Ticks, WholeNumbersOnly) {
  EXPECT_EQ(labels(linear_ticks(0.9, 3.1, 10, true)), "1 2 3");
  EXPECT_EQ(labels(linear_ticks(0.9, 1.1, 10, true)), "1");
  EXPECT_EQ(labels(linear_ticks(0, 104, 6, true)), "0 20 40 60 80 100");
}

TEST(Ticks, StayInsideAndWithinTheirNumber) {
  for (const double low : {-1e290, -7.3e5, -0.31, 0.0, 1e-250, 12.34, 1e16}) {
    for (const double span : {1e-6, 0.07, 1.0, 33.0, 5e9}) {
      const double width = span * std::max(1.0, std::abs(low));
      for (int most = 2; most <= 11; ++most) {
        const std::vector<Tick> ticks = linear_ticks(low, low + width, most);
        EXPECT_LE(static_cast<int>(ticks.size()), most);
        for (const Tick& tick : ticks) {
          EXPECT_GE(tick.value, low - 1e-6 * width);
          EXPECT_LE(tick.value, low + width + 1e-6 * width);
        }
      }
    }
  }
}

TEST(Ticks, LogDecades) {
  EXPECT_EQ(labels(log_ticks(1e-5, 0.5, 8)), "10⁻⁵ 10⁻⁴ 0.001 0.01 0.1");
  EXPECT_EQ(labels(log_ticks(1, 100'000, 8)), "1 10 100 1,000 10,000 10⁵");
  EXPECT_EQ(labels(log_ticks(3, 40, 8)), "5 10 20");
  EXPECT_EQ(labels(log_ticks(1e-12, 1e12, 5)), "10⁻¹² 10⁻⁷ 0.01 1,000 10⁸");
  EXPECT_EQ(labels(log_ticks(1.1, 1.9, 5)), "1.2 1.4 1.6 1.8");
  EXPECT_EQ(log_ticks(1, 100, 3).size(), 19u);  // 1, 10, 100 and eight minor ticks in each decade
}

}  // namespace glia::detail::report
