#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "glia/initializers/initializer.hpp"
#include "testing/golden.hpp"

// Bounds, mean and standard deviation of each initialiser, by Keras's formulas.
namespace glia {
namespace {

using namespace tests;

struct Statistics {
  double farthest = 0, mean = 0, std = 0, fourth = 0;
};

Statistics measured(const Array& values, double centre) {
  Statistics out;
  const auto n = static_cast<double>(values.size());
  for (const double x : values) {
    out.farthest = std::max(out.farthest, std::abs(x - centre));
    out.mean += x / n;
  }
  for (const double x : values) out.std += (x - out.mean) * (x - out.mean) / n;
  out.std = std::sqrt(out.std);
  for (const double x : values) out.fourth += std::pow((x - out.mean) / out.std, 4) / n;
  return out;
}

double gain_of(const Value& at) {
  const Value* gain = at["arguments"].value().find("gain");
  return gain == nullptr ? 1 : gain->as_double();
}

/// Seen as a matrix of its last axis, the shorter side's lines have products gain² with themselves and 0 otherwise.
void expect_orthogonal(const Array& values, double gain) {
  const std::int64_t columns = values.dim(-1);
  const std::int64_t rows = values.size() / columns;
  const std::int64_t lines = std::min(rows, columns);
  const auto at = [&](std::int64_t line, std::int64_t i) {
    return values.get(columns <= rows ? i * columns + line : line * columns + i);
  };
  for (std::int64_t a = 0; a < lines; ++a) {
    for (std::int64_t b = 0; b <= a; ++b) {
      double product = 0;
      for (std::int64_t i = 0; i < values.size() / lines; ++i) product += at(a, i) * at(b, i);
      ASSERT_NEAR(product, a == b ? gain * gain : 0, (values.dtype() == f32 ? 1e-6 : 1e-14) * gain * gain);
    }
  }
}

TEST(InitializersGolden, BoundsMeanAndDeviation) {
  const int ran = for_each_case("initializers", [](const std::string& key, const Value& at) {
    Initializer initializer = "zeros";
    from_config(class_of(at, "initializer"), initializer);
    const double mean = at["mean"].as_double();
    for (const DType dtype : {DType(f32), DType(f64)}) {
      const Array values = initializer({shape_of(at["shape"]), dtype, 12345});
      ASSERT_EQ(values.shape(), shape_of(at["shape"]));
      const Statistics s = measured(values, mean);
      if (at["kind"].as_string() == "orthogonal") {
        EXPECT_NEAR(std::hypot(s.std, s.mean), at["rms"].as_double(), 1e-6 * gain_of(at));
        expect_orthogonal(values, gain_of(at));
        continue;
      }
      if (at["kind"].as_string() == "identity") {
        expect_golden("initializers", key, "values", values.cast(f64), array_of(at["values"]));
        continue;
      }
      if (at["kind"].as_string() == "constant") {
        EXPECT_EQ(s.farthest, 0);
        continue;
      }
      const double std = at["std"].as_double();
      const auto n = static_cast<double>(values.size());
      EXPECT_NEAR(s.mean, mean, 4 * std / std::sqrt(n));  // four standard errors; the draw is fixed by its key
      EXPECT_NEAR(s.std / std, 1, 4 / std::sqrt(n));
      EXPECT_NEAR(s.fourth, at["fourth"].as_double(), 40 / std::sqrt(n));  // four standard errors of a normal
      const Value* bound = at.find("bound");
      if (bound == nullptr) continue;
      EXPECT_LE(s.farthest, bound->as_double() * (1 + 1e-6));
      EXPECT_GE(s.farthest, bound->as_double() * 0.99);
    }
  });
  EXPECT_GE(ran, 97);
}

}  // namespace
}  // namespace glia
