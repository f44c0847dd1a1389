#include "glia/layers/local_response_normalization.hpp"

#include <algorithm>
#include <cmath>

#include "glia/base/error.hpp"
#include "glia/model/input.hpp"
#include "glia/model/model.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"
#include "testing/tolerance.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using Norm = LocalResponseNormalization;

/// The formula of the docstring, one number after the other.
Array expected(const Array& x, const Norm& norm) {
  const std::int64_t channels = x.dim(-1), radius = norm.depth_radius;
  Array out(x.shape(), f64);
  for (std::int64_t i = 0; i < x.size(); ++i) {
    const std::int64_t channel = i % channels, row = i - channel;
    double sum = 0;
    for (std::int64_t k = std::max<std::int64_t>(0, channel - radius); k <= std::min(channels - 1, channel + radius);
         ++k)
      sum += x.get(row + k) * x.get(row + k);
    out.set(i, x.get(i) / std::pow(norm.bias + norm.alpha * sum, norm.beta));
  }
  return out;
}

TEST(LocalResponseNormalization, IsItsFormula) {
  for (const Norm& norm :
       {Norm{}, Norm{.depth_radius = 0, .alpha = 0.5}, Norm{.depth_radius = 1, .bias = 0.25, .alpha = 2, .beta = 0.5},
        Norm{.depth_radius = 100, .bias = 1, .alpha = 0.1, .beta = 1}}) {
    for (const Shape& shape : {Shape{2, 3, 2, 7}, Shape{3, 1}, Shape{2, 4, 3}}) {
      Norm exact = norm;
      exact.dtype = f64;
      const Array x = tests::noise(5, shape, 3);
      const Input input(shape.sub(1, shape.rank()), {.dtype = f64});
      const Model model(input, input | exact);
      EXPECT_TRUE(tests::near(model.predict(x), expected(x, norm), {.rel = 1e-12})) << norm.depth_radius << shape.str();
    }
  }
}

TEST(LocalResponseNormalization, RefusesWhatDividesByZero) {
  const Input x{3};
  tests::expect_error<ValueError>([&] { x | Norm{.depth_radius = -1}; }, {"depth_radius", "0 or more", "-1"});
  tests::expect_error<ValueError>([&] { x | Norm{.bias = 0}; }, {"bias", "above 0"});
}

}  // namespace
}  // namespace glia
