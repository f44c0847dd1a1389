#include "glia/applications/mobilenet_v2.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "glia/applications/parts.hpp"
#include "glia/base/error.hpp"
#include "glia/layers/add.hpp"
#include "glia/layers/batch_normalization.hpp"
#include "glia/layers/conv2d.hpp"
#include "glia/layers/depthwise_conv2d.hpp"
#include "glia/layers/relu.hpp"
#include "glia/layers/zero_padding2d.hpp"
#include "glia/model/input.hpp"

namespace glia::applications {
namespace {

/// The multiple of 8 nearest to `filters`, at least 8 and at least 9/10 of it.
std::int64_t rounded(double filters) {
  const std::int64_t nearest = std::max<std::int64_t>(8, static_cast<std::int64_t>(filters + 4) / 8 * 8);
  return static_cast<double>(nearest) < 0.9 * filters ? nearest + 8 : nearest;
}

Tensor normalized(const Tensor& x, const std::string& name) {
  return x | BatchNormalization{.momentum = 0.999, .name = name};
}

Tensor relu6(const Tensor& x, const std::string& name) { return x | ReLU{.max_value = 6, .name = name}; }

Tensor pointwise(const Tensor& x, std::int64_t filters, const std::string& name, const std::string& norm) {
  const Tensor y = x | Conv2D{.filters = filters, .kernel_size = 1, .padding = "same", .use_bias = false, .name = name};
  return normalized(y, norm);
}

/// Widened `expansion` times, each channel convolved by itself, narrowed to `filters`.
Tensor inverted_residual(const Tensor& x, std::int64_t filters, Dim stride, std::int64_t expansion, int block) {
  const std::string prefix = block == 0 ? "expanded_conv_" : "block_" + std::to_string(block) + "_";
  const std::int64_t channels = x.dim(-1);
  Tensor y = x;
  if (block != 0) {
    y = relu6(pointwise(y, expansion * channels, prefix + "expand", prefix + "expand_BN"), prefix + "expand_relu");
  }
  if (stride == 2) {  // nothing in front of an even size, so that windows lie as with padding "same"
    y = y | ZeroPadding2D{.padding = {{y.dim(1) % 2, 1}, {y.dim(2) % 2, 1}}, .name = prefix + "pad"};
  }
  y = y | DepthwiseConv2D{.kernel_size = 3,
                          .strides = stride,
                          .padding = stride == 1 ? "same" : "valid",
                          .use_bias = false,
                          .name = prefix + "depthwise"};
  y = relu6(normalized(y, prefix + "depthwise_BN"), prefix + "depthwise_relu");
  y = pointwise(y, filters, prefix + "project", prefix + "project_BN");
  return channels == filters && stride == 1 ? Tensors{x, y} | Add{.name = prefix + "add"} : y;
}

std::string automatic_name(double alpha, std::int64_t height) {
  char text[64];
  std::snprintf(text, sizeof text, "mobilenetv2_%.2f_%lld", alpha, static_cast<long long>(height));
  return text;
}

}  // namespace

Model MobileNetV2(const MobileNetV2Options& options) {
  const double alpha = options.alpha;
  if (!(alpha > 0 && alpha <= 1000)) {
    throw ValueError({.where = "MobileNetV2",
                      .rule = "alpha multiplies the number of filters",
                      .expected = "a number above 0, at most 1000",
                      .received = std::to_string(alpha)});
  }
  const Input image(detail::image_shape("MobileNetV2", options.input_shape, options.pooling));
  Tensor x = image | Conv2D{.filters = rounded(32 * alpha),
                            .kernel_size = 3,
                            .strides = 2,
                            .padding = "same",
                            .use_bias = false,
                            .name = "Conv1"};
  x = relu6(normalized(x, "bn_Conv1"), "Conv1_relu");

  struct Stage {
    int filters, blocks;
    Dim stride;
    std::int64_t expansion = 6;
  };
  int block = 0;
  for (const Stage& stage :
       {Stage{16, 1, 1, 1}, {24, 2, 2}, {32, 3, 2}, {64, 4, 2}, {96, 3, 1}, {160, 3, 2}, {320, 1, 1}}) {
    const std::int64_t filters = rounded(std::floor(stage.filters * alpha));
    for (int i = 0; i < stage.blocks; ++i) {
      x = inverted_residual(x, filters, i == 0 ? stage.stride : Dim(1), stage.expansion, block++);
    }
  }

  x = pointwise(x, alpha > 1 ? rounded(1280 * alpha) : 1280, "Conv_1", "Conv_1_bn");
  x = relu6(x, "out_relu");
  if (options.include_top) {
    x = detail::predictions(detail::pooled(x, "avg"), options.classes, options.classifier_activation);
  } else {
    x = detail::pooled(x, options.pooling);
  }
  return {image, x, options.name.empty() ? automatic_name(alpha, image.tensor().dim(1)) : options.name};
}

}  // namespace glia::applications
