#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "glia/initializers/initializer.hpp"
#include "testing/golden.hpp"

// Bounds, mean and standard deviation of each initialiser, by Keras's formulas.
namespace glia {
namespace {

using namespace tests;

const std::vector<std::pair<std::string, std::string>> kMissing = {{"orthogonal", "no Orthogonal"}};

struct Statistics {
  double farthest = 0, mean = 0, std = 0;
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
  return out;
}

TEST(InitializersGolden, BoundsMeanAndDeviation) {
  const int ran = for_each_case(
      "initializers",
      [](const std::string&, const Value& at) {
        Initializer initializer = "zeros";
        from_config(class_of(at, "initializer"), initializer);
        const double mean = at["mean"].as_double();
        for (const DType dtype : {DType(f32), DType(f64)}) {
          const Array values = initializer({shape_of(at["shape"]), dtype, 12345});
          ASSERT_EQ(values.shape(), shape_of(at["shape"]));
          const Statistics s = measured(values, mean);
          if (at["kind"].as_string() == "constant") {
            EXPECT_EQ(s.farthest, 0);
            continue;
          }
          const double std = at["std"].as_double();
          const auto n = static_cast<double>(values.size());
          EXPECT_NEAR(s.mean, mean, 4 * std / std::sqrt(n));  // four standard errors; the draw is fixed by its key
          EXPECT_NEAR(s.std / std, 1, 4 / std::sqrt(n));
          const Value* bound = at.find("bound");
          if (bound == nullptr) continue;
          EXPECT_LE(s.farthest, bound->as_double() * (1 + 1e-6));
          EXPECT_GE(s.farthest, bound->as_double() * 0.99);
        }
      },
      kMissing);
  EXPECT_GE(ran, 20);
}

}  // namespace
}  // namespace glia
