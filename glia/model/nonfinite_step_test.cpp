#include <cmath>
#include <gtest/gtest.h>
#include <limits>

#include "glia/base/error.hpp"
#include "glia/layers/dense.hpp"
#include "glia/model/model.hpp"
#include "testing/golden.hpp"

// A step whose loss is not finite leaves every weight as it was, under each optimizer.
namespace glia {
namespace {

using namespace tests;

TEST(NonFiniteStep, ChangesNoWeight) {
  Array x = noise(0, {8, 3}).cast(f32);
  const Array y = noise(50, {8, 1}).cast(f32);
  x.set(4, std::numeric_limits<double>::quiet_NaN());
  for (const char* optimizer : {"sgd", "adam", "adamw", "rmsprop"}) {
    for (const bool deep : {false, true}) {
      SCOPED_TRACE(std::string(optimizer) + (deep ? ", two layers" : ", one layer"));
      const Sequential model = deep ? Sequential{Input{3}, Dense{4, relu}, Dense{1}} : Sequential{Input{3}, Dense{1}};
      model.compile({.optimizer = optimizer, .loss = "mse", .metrics = {"mae"}});
      model.fit(noise(0, {8, 3}).cast(f32), y, {.verbose = 0});
      const std::vector<Array> before = model.get_weights();
      EXPECT_THROW(model.fit(x, y, {.verbose = 0}), Error);
      model.fit(x, y, {.verbose = 0, .on_nan = "ignore"});
      const std::vector<Array> after = model.get_weights();
      for (std::size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(same_bits(after[i], before[i])) << "weight " << i;
    }
  }
}

}  // namespace
}  // namespace glia
