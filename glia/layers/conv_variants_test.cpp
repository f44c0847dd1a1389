// Depthwise, separable and transposed convolutions: names, shapes, errors; the numbers are in conv_golden_test.cpp.
#include "glia/layers/conv1d.hpp"
#include "glia/layers/conv1d_transpose.hpp"
#include "glia/layers/conv2d.hpp"
#include "glia/layers/conv2d_transpose.hpp"
#include "glia/layers/conv3d.hpp"
#include "glia/layers/conv3d_transpose.hpp"
#include "glia/layers/depthwise_conv1d.hpp"
#include "glia/layers/depthwise_conv2d.hpp"
#include "glia/layers/separable_conv1d.hpp"
#include "glia/layers/separable_conv2d.hpp"
#include "testing/expect_error.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::expect_error;

Tensor input(const Shape& shape) { return detail::parameter(0, {shape, f32}); }
std::string name(const Layer& layer) { return detail::snake_case(layer.class_name()); }

/// "PATH SHAPE; …" of the weights, once the layer was called with this shape.
std::string weights(const Layer& layer, const Shape& shape) {
  layer(input(shape));
  std::string out;
  for (const Variable& w : layer.weights()) out += w.path() + " " + w.shape().str() + "; ";
  return out;
}

TEST(ConvVariants, HaveKerasNames) {
  EXPECT_EQ(name(DepthwiseConv1D{}), "depthwise_conv1d");
  EXPECT_EQ(name(DepthwiseConv2D{}), "depthwise_conv2d");
  EXPECT_EQ(name(SeparableConv1D{}), "separable_conv1d");
  EXPECT_EQ(name(SeparableConv2D{}), "separable_conv2d");
  EXPECT_EQ(name(Conv1DTranspose{}), "conv1d_transpose");
  EXPECT_EQ(name(Conv2DTranspose{}), "conv2d_transpose");
  EXPECT_EQ(name(Conv3DTranspose{}), "conv3d_transpose");
}

TEST(ConvVariants, HaveKerasWeights) {
  EXPECT_EQ(weights(DepthwiseConv2D{.kernel_size = {3, 2}, .depth_multiplier = 4, .name = "a"}, {-1, 8, 8, 5}),
            "a/kernel (3, 2, 5, 4); a/bias (20,); ");
  EXPECT_EQ(weights(SeparableConv1D{.filters = 7, .kernel_size = 3, .depth_multiplier = 2, .name = "a"}, {-1, 8, 5}),
            "a/depthwise_kernel (3, 5, 2); a/pointwise_kernel (1, 10, 7); a/bias (7,); ");
  EXPECT_EQ(weights(Conv2DTranspose{.filters = 7, .kernel_size = 3, .use_bias = false, .name = "a"}, {-1, 8, 8, 5}),
            "a/kernel (3, 3, 7, 5); ");
}

TEST(ConvVariants, KeepAnyBatch) {
  EXPECT_EQ((input({-1, 8, 9, 5}) | DepthwiseConv2D{3, 2, "same"}).shape(), (Shape{-1, 4, 5, 5}));
  EXPECT_EQ((input({-1, 8, 9, 5}) | SeparableConv2D{6, 3}).shape(), (Shape{-1, 6, 7, 6}));
  EXPECT_EQ((input({-1, 8, 9, 5}) | Conv2DTranspose{6, 3, 2, "same"}).shape(), (Shape{-1, 16, 18, 6}));
  EXPECT_EQ((input({-1, 8, 5}) | Conv1DTranspose{6, 3, 2}).shape(), (Shape{-1, 17, 6}));
  EXPECT_EQ((input({-1, 2, 3, 4, 5}) | Conv3DTranspose{6, 3, 2}).shape(), (Shape{-1, 5, 7, 9, 6}));
}

TEST(ConvVariants, RefuseWhatIsImpossible) {
  const Tensor image = input({-1, 5, 5, 2}), steps = input({-1, 5, 2});
  expect_error<ValueError>([&] { (void)(image | DepthwiseConv2D{.kernel_size = 3, .depth_multiplier = 0}); },
                           {"depth_multiplier must be at least 1", "depthwise_conv2d"});
  expect_error<ShapeError>([&] { (void)(steps | DepthwiseConv1D{6}); }, {"A window fits", "at least 6"});
  expect_error<ShapeError>([&] { (void)(steps | DepthwiseConv2D{3}); }, {"2 spatial axes"});
  expect_error<ValueError>([&] { (void)(image | SeparableConv2D{0, 3}); }, {"filters must be at least 1"});
  expect_error<ValueError>([&] { (void)(image | SeparableConv2D{3}); }, {"kernel_size is missing"});
  expect_error<ValueError>([&] { (void)(image | Conv2DTranspose{0, 3}); }, {"filters must be at least 1"});
  expect_error<ValueError>(
      [&] { (void)(image | Conv2DTranspose{.filters = 2, .kernel_size = 3, .strides = 2, .output_padding = 2}); },
      {"output_padding is below the strides", "below 2"});
  expect_error<ValueError>(
      [&] { (void)(steps | Conv1DTranspose{.filters = 2, .kernel_size = 3, .padding = "causal"}); }, {"not causal"});
  expect_error<ValueError>([&] { (void)(steps | Conv1DTranspose{2, {3, 3}}); }, {"kernel_size has one number"});
}

TEST(ConvVariants, RefuseWhatKerasRefuses) {
  const Tensor image = input({-1, 9, 9, 2}), steps = input({-1, 9, 2}), volume = input({-1, 5, 5, 5, 2});
  const auto expect_both = [](auto&& f) {
    expect_error<ValueError>(f, {"A convolution has strides above 1 or a dilation_rate above 1, not both",
                                 "Received strides of 2 and a dilation_rate of ", "every other pixel afterwards"});
  };
  expect_both([&] { (void)(steps | Conv1D{.filters = 2, .kernel_size = 2, .strides = 2, .dilation_rate = 2}); });
  expect_both([&] {
    (void)(image | Conv2D{.filters = 2, .kernel_size = 2, .strides = {1, 2}, .dilation_rate = {2, 1}});
  });
  expect_both([&] { (void)(volume | Conv3D{.filters = 2, .kernel_size = 2, .strides = 2, .dilation_rate = 2}); });
  expect_both(
      [&] { (void)(steps | Conv1DTranspose{.filters = 2, .kernel_size = 2, .strides = 2, .dilation_rate = 2}); });
  expect_both(
      [&] { (void)(image | Conv2DTranspose{.filters = 2, .kernel_size = 2, .strides = 2, .dilation_rate = 3}); });
  expect_both(
      [&] { (void)(volume | Conv3DTranspose{.filters = 2, .kernel_size = 2, .strides = 2, .dilation_rate = 2}); });
  const auto expect_not_causal = [](auto&& f) {
    expect_error<ValueError>(f, {"Only Conv1D looks back alone", "padding \"valid\" or \"same\"", "ZeroPadding1D"});
  };
  expect_not_causal([&] { (void)(image | Conv2D{.filters = 2, .kernel_size = 2, .padding = "causal"}); });
  expect_not_causal([&] { (void)(volume | Conv3D{.filters = 2, .kernel_size = 2, .padding = "causal"}); });
  expect_not_causal([&] { (void)(steps | DepthwiseConv1D{.kernel_size = 2, .padding = "causal"}); });
  expect_not_causal([&] { (void)(image | DepthwiseConv2D{.kernel_size = 2, .padding = "causal"}); });
  expect_not_causal([&] { (void)(steps | SeparableConv1D{.filters = 2, .kernel_size = 2, .padding = "causal"}); });
  expect_not_causal([&] { (void)(image | SeparableConv2D{.filters = 2, .kernel_size = 2, .padding = "causal"}); });
  EXPECT_EQ((steps | Conv1D{.filters = 2, .kernel_size = 2, .padding = "causal"}).shape(), (Shape{-1, 9, 2}));
}

}  // namespace
}  // namespace glia
