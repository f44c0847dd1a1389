// What the goldens of ConvLSTM1D, 2D and 3D do not show: names, masks, dropout, training, bad input.
#include "glia/layers/conv_lstm1d.hpp"
#include "glia/layers/conv_lstm2d.hpp"
#include "glia/layers/conv_lstm3d.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/model/model.hpp"
#include "glia/optimizers/sgd.hpp"
#include "testing/golden.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::expect_error;
using tests::noise;

Tensor input(const Shape& shape) { return detail::parameter(0, {shape, f32}); }

/// "PATH SHAPE; …" of the weights, once the layer was called with this shape.
std::string weights(const Layer& layer, const Shape& shape) {
  layer(input(shape));
  std::string out;
  for (const Variable& w : layer.weights()) out += w.path() + " " + w.shape().str() + "; ";
  return out;
}

TEST(ConvLSTM, HasKerasWeights) {
  EXPECT_EQ(weights(ConvLSTM2D{.filters = 3, .kernel_size = {2, 4}, .name = "a"}, {-1, 5, 8, 8, 2}),
            "a/conv_lstm_cell/kernel (2, 4, 2, 12); a/conv_lstm_cell/recurrent_kernel (2, 4, 3, 12); "
            "a/conv_lstm_cell/bias (12,); ");
  EXPECT_EQ(weights(ConvLSTM1D{.filters = 2, .kernel_size = 3, .use_bias = false, .name = "a"}, {-1, 5, 8, 4}),
            "a/conv_lstm_cell/kernel (3, 4, 8); a/conv_lstm_cell/recurrent_kernel (3, 2, 8); ");
}

TEST(ConvLSTM, TheForgetGateBeginsAtOne) {
  const Layer layer = ConvLSTM1D{.filters = 2, .kernel_size = 3};
  layer(input({-1, 5, 8, 4}));
  EXPECT_EQ(tests::numbers(layer.get_weights()[2]), (std::vector<double>{0, 0, 1, 1, 0, 0, 0, 0}));
}

TEST(ConvLSTM, KeepsAnyBatch) {
  EXPECT_EQ((input({-1, 5, 8, 9, 2}) | ConvLSTM2D{3, 2, 2}).shape(), (Shape{-1, 4, 4, 3}));
  EXPECT_EQ((input({-1, 5, 2, 8, 9}) | ConvLSTM2D{3, 2, 1, "valid", "channels_first"}).shape(), (Shape{-1, 3, 7, 8}));
  EXPECT_EQ((input({-1, 5, 4, 3, 2, 1}) | ConvLSTM3D{.filters = 2, .kernel_size = 2, .return_sequences = true}).shape(),
            (Shape{-1, 5, 3, 2, 1, 2}));
}

/// The images of a batch of two, of which the second has one step less; the mask says so.
TEST(ConvLSTM, LeavesOutWhatIsMasked) {
  const Layer layer = ConvLSTM1D{.filters = 2, .kernel_size = 2, .return_sequences = true};
  const Tensor x = noise(0, {2, 3, 4, 1}).cast(f32);
  layer(x);
  detail::Trace trace;
  const detail::TraceGuard guard(trace);
  Array steps(Shape{2, 3}, boolean);
  for (std::int64_t i = 0; i < 5; ++i) steps.set(i, 1);
  trace.set_mask(x, Tensor(steps));
  const Array masked = tests::value_of(layer(x), trace);
  const Array whole = tests::run_layer(layer, noise(0, {2, 3, 4, 1}).cast(f32));
  const std::int64_t step = 3 * 2;
  for (std::int64_t i = 0; i < 5 * step; ++i) EXPECT_EQ(masked.get(i), whole.get(i)) << i;
  for (std::int64_t i = 5 * step; i < 6 * step; ++i) EXPECT_EQ(masked.get(i), masked.get(i - step)) << i;
}

/// With weights that make all gates alike, the four masks show: numbers of one pixel differ from gate to gate.
TEST(ConvLSTM, DropsInTrainingOnly) {
  const Layer layer = ConvLSTM1D{.filters = 1, .kernel_size = 1, .dropout = 0.5, .recurrent_dropout = 0.3};
  const Array x = noise(0, {4, 3, 8, 2}).cast(f32);
  layer(Tensor(x));
  const Array quiet = tests::run_layer(layer, x), again = tests::run_layer(layer, x);
  const Array dropped = tests::run_layer(layer, x, true);
  EXPECT_TRUE(tests::same_bits(quiet, again));
  EXPECT_FALSE(tests::same_bits(quiet, dropped));
}

TEST(ConvLSTM, Trains) {
  const Sequential model{Input{3, 6, 6, 1}, ConvLSTM2D{.filters = 2, .kernel_size = 3, .dropout = 0.1}, Flatten{},
                         Dense{1}};
  model.compile({.optimizer = SGD{0.1}, .loss = "mse"});
  const auto losses = model.fit(noise(0, {16, 3, 6, 6, 1}).cast(f32), noise(900, {16, 1}).cast(f32),
                                {.epochs = 30, .verbose = 0})["loss"];
  EXPECT_LT(losses.back(), 0.7 * losses.front());
}

TEST(ConvLSTM, RefusesWhatIsImpossible) {
  const Tensor images = input({-1, 5, 8, 8, 2}), steps = input({-1, 5, 8, 2});
  expect_error<ValueError>([&] { (void)(images | ConvLSTM2D{0, 3}); }, {"filters must be at least 1", "conv_lstm2d"});
  expect_error<ValueError>([&] { (void)(images | ConvLSTM2D{2}); }, {"kernel_size is missing"});
  expect_error<ValueError>([&] { (void)(images | ConvLSTM2D{2, {3, 3, 3}}); }, {"kernel_size has one number"});
  expect_error<ShapeError>([&] { (void)(images | ConvLSTM2D{2, 9}); }, {"A window fits"});
  expect_error<ShapeError>(
      [&] {
        (void)(steps | ConvLSTM2D{2, 3});
      },
      {"a sequence of images over 2 spatial axes", "5 axes", "(None, 5, 8, 2)"});
  expect_error<ShapeError>([&] { (void)(images | ConvLSTM1D{2, 3}); }, {"over 1 spatial axes", "4 axes"});
  expect_error<ValueError>([&] { (void)(steps | ConvLSTM1D{2, 3, 1, "causal"}); }, {"Only Conv1D looks back alone"});
  expect_error<ValueError>(
      [&] { (void)(images | ConvLSTM2D{.filters = 2, .kernel_size = 2, .strides = 2, .dilation_rate = 2}); },
      {"not both", "strides of 2 and a dilation_rate of 2"});
  expect_error<ValueError>([&] { (void)(images | ConvLSTM2D{.filters = 2, .kernel_size = 3, .dropout = 1}); },
                           {"rate"});
  expect_error<ValueError>(
      [&] { (void)(images | ConvLSTM2D{.filters = 2, .kernel_size = 3, .recurrent_dropout = -1}); }, {"rate"});
  expect_error<ValueError>([&] { (void)(Tensors{images, images} | ConvLSTM2D{2, 3}); }, {"2 states", "received 1"});
  expect_error<ShapeError>(
      [&] {
        (void)(Tensors{images, images, images} | ConvLSTM2D{2, 3});
      },
      {"Initial state 0 has the shape of the cell's state", "(None, 6, 6, 2)"});
}

}  // namespace
}  // namespace glia
