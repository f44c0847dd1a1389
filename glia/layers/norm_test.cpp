#include <cmath>

#include "glia/base/threads.hpp"
#include "glia/layers/batch_normalization.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/group_normalization.hpp"
#include "glia/layers/layer_normalization.hpp"
#include "glia/layers/rms_normalization.hpp"
#include "glia/layers/unit_normalization.hpp"
#include "glia/losses/mean_squared_error.hpp"
#include "glia/model/input.hpp"
#include "glia/model/model.hpp"
#include "glia/optimizers/sgd.hpp"
#include "testing/golden.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::message_of;
using tests::noise;
using tests::numbers;
using tests::run_layer;

Tensor input(const Shape& shape) { return detail::parameter(0, {shape, f32}); }

Sequential normalized_model() {
  const Sequential model{Input{3}, BatchNormalization{.momentum = 0.5, .center = false, .scale = false}, Dense{1}};
  model.compile({.optimizer = SGD{.learning_rate = 0.01}, .loss = "mse"});
  return model;
}

TEST(BatchNormalization, FitMovesTheStatisticsAndEvaluateDoesNot) {
  const Sequential model = normalized_model();
  const Array x = noise(1, Shape{8, 3}).cast(f32), y = noise(90, Shape{8, 1}).cast(f32);
  const Layer norm = model.get_layer(0);
  model.evaluate(x, y, {.verbose = 0});
  EXPECT_EQ(numbers(norm.get_weights()[0]), (std::vector<double>{0, 0, 0}));
  model.fit(x, y, {.batch_size = 8, .epochs = 1, .verbose = 0});
  for (int k = 0; k < 3; ++k) {
    double mean = 0, variance = 0;
    for (int i = 0; i < 8; ++i) mean += x(i, k) / 8;
    for (int i = 0; i < 8; ++i) variance += (x(i, k) - mean) * (x(i, k) - mean) / 8;
    EXPECT_NEAR(norm.get_weights()[0].get(k), mean / 2, 1e-6);
    EXPECT_NEAR(norm.get_weights()[1].get(k), (1 + variance) / 2, 1e-6);
  }
}

TEST(BatchNormalization, AFrozenLayerStandsStillAlsoBetweenTwoFits) {
  const Sequential model = normalized_model();
  const Array x = noise(1, Shape{8, 3}).cast(f32), y = noise(90, Shape{8, 1}).cast(f32);
  const Layer norm = model.get_layer(0);
  model.fit(x, y, {.verbose = 0});
  const std::vector<Array> moved = norm.get_weights();
  norm.set_trainable(false);  // no weight of its own tells the two programs apart
  model.fit(x, y, {.verbose = 0});
  EXPECT_TRUE(tests::same_bits(norm.get_weights()[0], moved[0]));
  EXPECT_TRUE(tests::same_bits(norm.get_weights()[1], moved[1]));
  norm.set_trainable(true);
  model.fit(x, y, {.verbose = 0});
  EXPECT_FALSE(tests::same_bits(norm.get_weights()[0], moved[0]));
}

/// A layer with a normalisation inside its call().
struct Inner {
  bool frozen = false;
  Tensor call(Scope&, const Tensor& x) const { return x | BatchNormalization{.trainable = !frozen}; }
};

TEST(BatchNormalization, IsFrozenWithTheLayerAroundIt) {
  const Layer plain = Inner{}, inside = Inner{true};
  plain(input({-1, 3}));
  inside(input({-1, 3}));
  EXPECT_EQ(plain.trainable_weights().size(), 2U);
  EXPECT_EQ(inside.trainable_weights().size(), 0U);
  const Array x = noise(1, Shape{8, 3}).cast(f32);
  const auto largest = [&](const Layer& layer) {
    double out = 0;
    for (const double v : numbers(run_layer(layer, x, true))) out = std::max(out, std::abs(v));
    return out;
  };
  EXPECT_GT(largest(plain), 1.01);  // numbers of variance 1
  EXPECT_LT(largest(inside), 1.0);  // those of x, which are below 1
  plain.set_trainable(false);
  EXPECT_EQ(plain.trainable_weights().size(), 0U);
  EXPECT_LT(largest(plain), 1.0);
}

TEST(Normalization, KeepsTheDigitsOfNumbersFarFromZero) {
  Array x(Shape{4, 2});
  for (int i = 0; i < 8; ++i) x.set(i, 10000 + i);  // σ/|mean| = 2e-4: E[x²] − mean² would leave nothing in f32
  const std::vector<double> y = numbers(run_layer(BatchNormalization{.epsilon = 0}, x.cast(f32), true));
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(y[static_cast<std::size_t>(2 * i)], (2 * i - 3) / std::sqrt(5.0), 1e-6);
}

TEST(UnitNormalization, OfZerosIsZero) {
  EXPECT_EQ(numbers(run_layer(UnitNormalization{}, Array{{0, 0}, {3, 4}})),
            numbers(Array{{0, 0}, {0.6, 0.8}}.cast(f32)));
}

TEST(Normalization, ErrorsAreSentences) {
  const auto starts = [](const Shape& shape, auto layer, const std::string& expected) {
    layer.name = "layer";
    const std::string text = message_of([&] { (void)Layer(layer)(input(shape)); });
    EXPECT_EQ(text.substr(0, expected.size()), expected);
  };
  starts({-1, 3}, BatchNormalization{.axis = 2},
         "layer: The axis must be one of the input's. Expected an axis from -2 to 1 for (None, 3), received 2.");
  starts(
      {-1, 3}, BatchNormalization{.momentum = 1.5},
      "layer: The momentum is the share of the old moving statistics that stays. Expected 0 ≤ momentum ≤ 1, received "
      "1.5");
  starts({-1, 3}, BatchNormalization{.epsilon = -1}, "layer: epsilon is added to a variance. Expected 0 or more");
  starts({-1}, BatchNormalization{}, "layer: BatchNormalization needs another axis to take the mean over.");
  starts({-1, 3}, BatchNormalization{.axis = 0}, "layer: The shape of variable 'gamma' must not depend on the batch.");
  starts({-1, 3}, LayerNormalization{.axis = {1, -1}}, "layer: Each axis is given once. Received -1 a second time.");
  starts({-1, 3}, LayerNormalization{.axis = {}}, "layer: The axis is missing. Write .axis = -1 for the last one.");
  starts({-1, 3}, RMSNormalization{.axis = 5}, "layer: The axis must be one of the input's.");
  starts({-1, 3}, RMSNormalization{.epsilon = std::nan("")}, "layer: epsilon is added to a variance.");
  starts({-1, 3}, UnitNormalization{.axis = -4}, "layer: The axis must be one of the input's.");
  starts({-1, 6}, GroupNormalization{.groups = 4},
         "layer: The groups divide the channels of the input. Expected a divisor of 6, or −1, received 4.");
  starts({-1, 6}, GroupNormalization{.groups = 0}, "layer: The groups divide the channels of the input.");
  starts({-1, 6}, GroupNormalization{.groups = 2, .axis = 0},
         "layer: The axis of the channels is not that of the batch");
}

}  // namespace
}  // namespace glia
