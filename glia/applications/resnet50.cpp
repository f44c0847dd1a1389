#include "glia/applications/resnet50.hpp"

#include "glia/applications/parts.hpp"
#include "glia/layers/activation.hpp"
#include "glia/layers/add.hpp"
#include "glia/layers/batch_normalization.hpp"
#include "glia/layers/conv2d.hpp"
#include "glia/layers/max_pooling2d.hpp"
#include "glia/layers/zero_padding2d.hpp"
#include "glia/model/input.hpp"

namespace glia::applications {
namespace {

Tensor relu_named(const Tensor& x, const std::string& name) {
  return x | Activation{.activation = "relu", .name = name};
}

/// NAME_conv and NAME_bn.
Tensor convolution(const Tensor& x, const Conv2D& conv, const std::string& name) {
  Conv2D named = conv;
  named.name = name + "_conv";
  return x | named | BatchNormalization{.epsilon = 1.001e-5, .name = name + "_bn"};
}

/// 1×1, 3×3, 1×1, and the input added; the first block of a stage also brings the input to the new size.
Tensor bottleneck(const Tensor& x, Dim filters, Dim stride, bool first, const std::string& name) {
  const Tensor shortcut =
      first ? convolution(x, {.filters = 4 * filters, .kernel_size = 1, .strides = stride}, name + "_0") : x;
  Tensor y = convolution(x, {.filters = filters, .kernel_size = 1, .strides = stride}, name + "_1");
  y = relu_named(y, name + "_1_relu");
  y = convolution(y, {.filters = filters, .kernel_size = 3, .padding = "same"}, name + "_2");
  y = relu_named(y, name + "_2_relu");
  y = convolution(y, {.filters = 4 * filters, .kernel_size = 1}, name + "_3");
  return relu_named(Tensors{shortcut, y} | Add{.name = name + "_add"}, name + "_out");
}

}  // namespace

Model ResNet50(const ClassifierOptions& options) {
  const Input image(detail::image_shape("ResNet50", options.input_shape, options.pooling));
  Tensor x = image | ZeroPadding2D{.padding = 3, .name = "conv1_pad"};
  x = relu_named(convolution(x, {.filters = 64, .kernel_size = 7, .strides = 2}, "conv1"), "conv1_relu");
  x = x | ZeroPadding2D{.padding = 1, .name = "pool1_pad"};
  x = x | MaxPooling2D{.pool_size = 3, .strides = 2, .name = "pool1_pool"};

  int stage = 1;
  Dim filters = 64;
  for (const int blocks : {3, 4, 6, 3}) {
    const std::string name = "conv" + std::to_string(++stage) + "_block";
    for (int block = 1; block <= blocks; ++block) {
      const Dim stride = block == 1 && stage > 2 ? 2 : 1;
      x = bottleneck(x, filters, stride, block == 1, name + std::to_string(block));
    }
    filters = 2 * filters;
  }

  if (options.include_top) {
    x = detail::predictions(detail::pooled(x, "avg", "avg_pool"), options.classes, options.classifier_activation);
  } else {
    x = detail::pooled(x, options.pooling, options.pooling + "_pool");
  }
  return {image, x, options.name.empty() ? "resnet50" : options.name};
}

}  // namespace glia::applications
