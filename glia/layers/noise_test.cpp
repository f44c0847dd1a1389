#include "glia/layers/noise.hpp"

#include <cmath>

#include "glia/base/threads.hpp"
#include "glia/layers/activity_regularization.hpp"
#include "glia/layers/alpha_dropout.hpp"
#include "glia/layers/gaussian_dropout.hpp"
#include "glia/layers/gaussian_noise.hpp"
#include "glia/layers/spatial_dropout1d.hpp"
#include "glia/layers/spatial_dropout2d.hpp"
#include "glia/layers/spatial_dropout3d.hpp"
#include "glia/model/compile_step.hpp"
#include "testing/golden.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::message_of;
using tests::noise;
using tests::numbers;
using tests::run_layer;

Tensor input(const Shape& shape) { return detail::parameter(0, {shape, f32}); }

struct Moments {
  double mean = 0, variance = 0;
};
Moments moments(const Array& x) {
  Moments out;
  const double n = static_cast<double>(x.size());
  for (const double v : x) out.mean += v / n;
  for (const double v : x) out.variance += (v - out.mean) * (v - out.mean) / n;
  return out;
}

Array ones(const Shape& shape) {
  Array x(shape);
  x.fill(1);
  return x;
}

// With N = 10⁶ normal numbers of deviation σ the mean has deviation σ/1000 and the variance σ²·√2/1000; all bounds
// below are 5 of these.
TEST(GaussianNoise, HasItsMeanAndDeviation) {
  const Moments m = moments(run_layer(GaussianNoise{.stddev = 0.3}, ones({1000, 1000}), true));
  EXPECT_NEAR(m.mean, 1, 5 * 0.3e-3);
  EXPECT_NEAR(m.variance, 0.09, 5 * 0.09 * std::sqrt(2.0) * 1e-3);
}

TEST(GaussianDropout, HasItsMeanAndDeviation) {
  Array x = ones({1000, 1000});
  x.fill(2);
  const Moments m = moments(run_layer(GaussianDropout{.rate = 0.2}, x, true));  // σ² = 2²·0.2/0.8 = 1
  EXPECT_NEAR(m.mean, 2, 5e-3);
  EXPECT_NEAR(m.variance, 1, 5 * std::sqrt(2.0) * 1e-3);
}

TEST(AlphaDropout, KeepsMeanZeroAndVarianceOne) {
  const Array x = run_layer(GaussianNoise{.stddev = 1, .seed = 3}, Array(Shape{1000, 1000}), true);
  const Array y = run_layer(AlphaDropout{.rate = 0.3, .seed = 4}, x, true);
  const Moments m = moments(y);
  // y of a sample has variance 1 and a fourth moment below 3, so that the variance's deviation is below √2/1000.
  EXPECT_NEAR(m.mean, 0, 5e-3);
  EXPECT_NEAR(m.variance, 1, 5 * std::sqrt(2.0) * 1e-3);
  // The dropped ones are all equal: their count has deviation √(0.3·0.7·10⁶) = 458.
  const double s = -1.0507009873554804 * 1.6732632423543772, a = 1 / std::sqrt(0.7 * (1 + 0.3 * s * s));
  const float dropped = static_cast<float>(a * s - a * 0.3 * s);
  int count = 0;
  for (const double v : y) count += std::abs(v - dropped) < 1e-6 ? 1 : 0;
  EXPECT_NEAR(count, 300000, 5 * 458);
}

TEST(AlphaDropout, SharesTheMaskAlongAxesOfNoiseShape) {
  const Array y = run_layer(AlphaDropout{.rate = 0.5, .noise_shape = {-1, 1}}, ones({64, 8}), true);
  int kept = 0;
  for (int i = 0; i < 64; ++i) {
    for (int j = 1; j < 8; ++j) EXPECT_EQ(y(i, j), y(i, 0));
    kept += y(i, 0) > 0 ? 1 : 0;
  }
  EXPECT_NEAR(kept, 32, 5 * 4);
}

/// The share of channels that are dropped, each whole, by the channels and places of a sample.
void check_spatial(const Layer& layer, const Shape& shape, bool first, double rate) {
  const Array y = run_layer(layer, ones(shape), true);
  const std::int64_t n = shape[0], k = first ? shape[1] : shape[shape.rank() - 1], places = y.size() / n / k;
  int dropped = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    for (std::int64_t c = 0; c < k; ++c) {
      const auto at = [&](std::int64_t p) { return y.get(i * k * places + (first ? c * places + p : p * k + c)); };
      for (std::int64_t p = 1; p < places; ++p) ASSERT_EQ(at(p), at(0));
      if (at(0) == 0) {
        ++dropped;
      } else {
        EXPECT_FLOAT_EQ(static_cast<float>(at(0)), static_cast<float>(1 / (1 - rate)));
      }
    }
  }
  const double total = static_cast<double>(n * k);
  EXPECT_NEAR(dropped, total * rate, 5 * std::sqrt(total * rate * (1 - rate)));  // 5 standard deviations
}

TEST(SpatialDropout, DropsWholeChannels) {
  check_spatial(SpatialDropout1D{0.25}, {50, 3, 40}, false, 0.25);
  check_spatial(SpatialDropout2D{0.5}, {50, 2, 3, 40}, false, 0.5);
  check_spatial(SpatialDropout2D{.rate = 0.25, .data_format = "channels_first"}, {50, 40, 2, 3}, true, 0.25);
  check_spatial(SpatialDropout3D{0.25}, {50, 2, 2, 3, 40}, false, 0.25);
  check_spatial(SpatialDropout3D{.rate = 0.5, .data_format = "channels_first"}, {50, 40, 2, 3, 2}, true, 0.5);
}

std::vector<std::pair<Layer, Shape>> random_layers() {
  return {{SpatialDropout1D{.rate = 0.5, .seed = 7}, {40, 5, 30}},
          {SpatialDropout2D{.rate = 0.5, .seed = 7}, {40, 5, 4, 30}},
          {SpatialDropout3D{.rate = 0.5, .seed = 7}, {40, 3, 4, 2, 30}},
          {GaussianNoise{.stddev = 0.5, .seed = 7}, {200, 60}},
          {GaussianDropout{.rate = 0.5, .seed = 7}, {200, 60}},
          {AlphaDropout{.rate = 0.5, .seed = 7}, {200, 60}}};
}

TEST(NoiseLayers, DoNothingOutsideTraining) {
  for (const auto& [layer, shape] : random_layers()) {
    const Array x = noise(1, shape).cast(f32);
    EXPECT_TRUE(tests::same_bits(run_layer(layer, x, false), x)) << layer.class_name();
  }
}

TEST(NoiseLayers, SameSeedSameBitsOnAnyThreads) {
  for (const auto& [layer, shape] : random_layers()) {
    const Array x = noise(1, shape).cast(f32);
    const auto run = [&, made = detail::make_layer(layer.class_name(), layer.config()["config"].value())](int threads) {
      set_threads(threads);
      const detail::UntypedStep step([&](const Tensors& xs) { return made.apply(xs); }, {.training = true});
      const Data data(x);
      return step.run({&data}).at(0);
    };
    const Array one = run(1);
    EXPECT_FALSE(tests::same_bits(one, x)) << layer.class_name();
    for (const int threads : {1, 2, 3}) {
      EXPECT_TRUE(tests::same_bits(run(threads), one)) << layer.class_name() << " on " << threads;
    }
    set_threads(0);
  }
}

TEST(ActivityRegularization, AddsItsPenaltyDividedByTheRows) {
  detail::Trace trace;
  const Layer layer = ActivityRegularization{.l1 = 0.5, .l2 = 0.25};
  tests::value_of(layer(Array{{1, -2}, {3, 0}}), trace);
  EXPECT_EQ(tests::value_of(trace.losses.at(0)).item(), (0.5 * 6 + 0.25 * 14) / 2);
}

TEST(NoiseLayers, ErrorsAreSentences) {
  const auto starts = [](const Shape& shape, auto layer, const std::string& expected) {
    layer.name = "layer";
    const std::string text = message_of([&] { (void)Layer(layer)(input(shape)); });
    EXPECT_EQ(text.substr(0, expected.size()), expected);
  };
  const std::string rate = "layer: The rate is the share of numbers that are dropped. Expected 0 ≤ rate < 1, received ";
  starts({-1, 3}, AlphaDropout{1.0}, rate + "1.");
  starts({-1, 3}, GaussianDropout{-0.5}, rate + "-0.5.");
  starts({-1, 3, 2}, SpatialDropout1D{25}, rate + "25. Write it as a fraction: 0.25.");
  starts({-1, 3}, GaussianNoise{2.0},
         "layer: The standard deviation of the noise is a fraction. Expected 0 ≤ stddev ≤ 1, received 2");
  starts({-1, 3}, SpatialDropout2D{0.5}, "layer: A layer over 2 spatial axes takes a batch axis, these and channels.");
  starts({-1, 3, 3, 1}, SpatialDropout2D{.rate = 0.5, .data_format = "last"},
         "layer: data_format says where the channels are.");
  starts({-1, 3}, AlphaDropout{.rate = 0.5, .noise_shape = {-1, 2}},
         "layer: Each size of noise_shape must be 1, −1 or the input's.");
}

}  // namespace
}  // namespace glia
