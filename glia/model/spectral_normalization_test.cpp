// What SpectralNormalization keeps from step to step; the numbers of one call are in core_golden_test.cpp.
#include "glia/layers/spectral_normalization.hpp"

#include <cmath>

#include "glia/layers/dense.hpp"
#include "glia/layers/embedding.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/layers/lstm.hpp"
#include "glia/layers/separable_conv1d.hpp"
#include "glia/model/model.hpp"
#include "glia/optimizers/sgd.hpp"
#include "glia/regularizers/l2.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using namespace tests;

/// The largest singular value of a matrix, by 200 steps of power iteration.
double largest_stretch(const Array& w) {
  const std::int64_t rows = w.dim(0), columns = w.dim(1);
  std::vector<double> u(static_cast<std::size_t>(columns), 1.0);
  double stretch = 0;
  for (int step = 0; step < 200; ++step) {
    std::vector<double> v(static_cast<std::size_t>(rows)), next(u.size());
    for (std::int64_t i = 0; i < rows; ++i) {
      for (std::int64_t j = 0; j < columns; ++j)
        v[static_cast<std::size_t>(i)] += w(i, j) * u[static_cast<std::size_t>(j)];
    }
    double square = 0;
    for (std::int64_t j = 0; j < columns; ++j) {
      for (std::int64_t i = 0; i < rows; ++i)
        next[static_cast<std::size_t>(j)] += w(i, j) * v[static_cast<std::size_t>(i)];
      square += next[static_cast<std::size_t>(j)] * next[static_cast<std::size_t>(j)];
    }
    stretch = std::sqrt(std::sqrt(square));
    for (std::size_t j = 0; j < u.size(); ++j) u[j] = next[j] / std::sqrt(square);
  }
  return stretch;
}

Sequential net(const Layer& layer) {
  const Sequential model{Input{6}, layer};
  model.compile({.optimizer = SGD{0.3}, .loss = "mse"});
  return model;
}

const Array kX = noise(0, {16, 6}).cast(f32);
const Array kY = noise(500, {16, 4}, 3).cast(f32);

TEST(SpectralNormalization, TheKernelHasNormOneAfterTraining) {
  const Sequential model{Input{6}, SpectralNormalization{Dense{4}, 5}};
  model.compile({.optimizer = SGD{0.01}, .loss = "mse"});
  const Array before = model.get_weights()[1].copy();
  EXPECT_GT(std::abs(largest_stretch(before) - 1), 0.05);
  model.predict(kX, {.verbose = 0});
  EXPECT_TRUE(same_bits(model.get_weights()[1], before)) << "inference changes nothing";
  model.fit(kX, kY, {.batch_size = 4, .epochs = 10, .verbose = 0});
  EXPECT_NEAR(largest_stretch(model.get_weights()[1]), 1, 0.01);
}

TEST(SpectralNormalization, TrainsWhatIsInside) {
  const Sequential model =
      net(SpectralNormalization{Dense{.units = 4, .activity_regularizer = regularizers::L2{0.01}}});
  const auto losses = model.fit(kX, kY, {.batch_size = 4, .epochs = 10, .verbose = 0})["loss"];
  EXPECT_LT(losses.back(), losses.front());
  EXPECT_EQ(model.layers()[0].trainable_weights().size(), 2u);
}

TEST(SpectralNormalization, AKernelOfZerosStays) {
  const Sequential model = net(SpectralNormalization{Dense{.units = 4, .kernel_initializer = "zeros"}});
  const Array u = model.get_weights()[0].copy();
  EXPECT_TRUE(std::isfinite(model.train_on_batch(kX, kY)["loss"]));
  EXPECT_TRUE(same_bits(model.get_weights()[0], u));
  EXPECT_GT(largest_stretch(model.get_weights()[1]), 0.9) << "the first update makes it one";
}

TEST(SpectralNormalization, TakesEmbeddings) {
  const Sequential model{Input{{3}, {.dtype = i32}}, SpectralNormalization{Embedding{5, 4}}, Flatten{}, Dense{1}};
  model.compile({.optimizer = SGD{0.1}, .loss = "mse"});
  Array x(Shape{8, 3}, i32);
  for (std::int64_t i = 0; i < x.size(); ++i) x.set(i, static_cast<double>(i % 5));
  model.fit(x, noise(0, {8, 1}).cast(f32), {.epochs = 5, .verbose = 0});
  EXPECT_NEAR(largest_stretch(model.get_weights()[1]), 1, 0.02);
}

TEST(SpectralNormalization, RefusesWhatIsImpossible) {
  const Tensor x = Input{6}, steps = Input{5, 2};
  expect_error<ValueError>([&] { (void)(x | SpectralNormalization{}); }, {"needs a layer", "spectral_normalization"});
  expect_error<ValueError>(
      [&] {
        (void)(x | SpectralNormalization{Dense{2}, 0});
      },
      {"power_iterations is how often", "1 or more", "received 0"});
  expect_error<ValueError>([&] { (void)(x | SpectralNormalization{Flatten{}}); },
                           {"a layer with a kernel or embeddings", "Flatten"});
  expect_error<ValueError>([&] { (void)(steps | SpectralNormalization{LSTM{3}}); }, {"kernel or embeddings", "LSTM"});
  expect_error<ValueError>(
      [&] { (void)(steps | SpectralNormalization{SeparableConv1D{.filters = 2, .kernel_size = 2}}); },
      {"kernel or embeddings", "SeparableConv1D"});
  const Layer shared = Dense{.units = 2, .name = "shared"};
  shared(x);
  expect_error<UnsupportedError>([&] { (void)(x | SpectralNormalization{shared}); },
                                 {"a layer of its own", "'shared', which was applied elsewhere", "clone()"});
}

}  // namespace
}  // namespace glia
