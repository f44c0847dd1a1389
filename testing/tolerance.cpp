#include "testing/tolerance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace glia::tests {

Tolerance f32_tolerance(double length, double factor) {
  const double rel =
      2 * static_cast<double>(std::numeric_limits<float>::epsilon()) * std::sqrt(std::max(length, 1.0)) * factor;
  return {rel, static_cast<double>(std::numeric_limits<float>::min())};
}

double rms(const Array& array) {
  double total = 0;
  double count = 0;
  for (const double x : array) {
    if (!std::isfinite(x)) continue;
    total += x * x;
    ++count;
  }
  return count == 0 ? 0 : std::sqrt(total / count);
}

::testing::AssertionResult near(const Array& got, const Array& expected, const Tolerance& tolerance) {
  if (!(got.shape() == expected.shape())) {
    return ::testing::AssertionFailure() << "shape " << got.shape().str() << " instead of " << expected.shape().str();
  }
  const double scale = rms(expected);
  double worst = 0;
  std::int64_t place = -1;
  for (std::int64_t i = 0; i < got.size(); ++i) {
    const double a = got.get(i);
    const double b = expected.get(i);
    if (a == b || (std::isnan(a) && std::isnan(b))) continue;
    const double allowed = tolerance.rel * std::max(std::abs(b), scale) + tolerance.abs;
    const double difference = std::abs(a - b);
    if (std::isfinite(difference) && difference <= allowed) continue;
    const double excess =
        std::isfinite(difference) && allowed > 0 ? difference / allowed : std::numeric_limits<double>::infinity();
    if (place >= 0 && excess <= worst) continue;
    worst = excess;
    place = i;
  }
  if (place < 0) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "element " << place << " is " << ::testing::PrintToString(got.get(place))
                                       << " instead of " << ::testing::PrintToString(expected.get(place)) << ", "
                                       << worst << " times what is allowed";
}

}  // namespace glia::tests
