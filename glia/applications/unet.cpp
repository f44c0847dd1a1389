#include "glia/applications/unet.hpp"

#include "glia/applications/parts.hpp"
#include "glia/base/error.hpp"
#include "glia/layers/concatenate.hpp"
#include "glia/layers/conv2d_transpose.hpp"
#include "glia/layers/max_pooling2d.hpp"
#include "glia/model/input.hpp"

namespace glia::applications {
namespace {

Tensor two_convolutions(const Tensor& x, Dim filters, const std::string& block) {
  return detail::same_convolution(detail::same_convolution(x, filters, 3, block + "_conv1"), filters, 3,
                                  block + "_conv2");
}

void check(const UNetOptions& options) {
  const std::int64_t depth = options.depth;
  if (depth < 1 || depth > 16) {
    throw ValueError({.where = "UNet",
                      .rule = "The depth says how often the image is halved",
                      .expected = "1 to 16",
                      .received = std::to_string(depth)});
  }
  const Shape& shape = options.input_shape;
  const std::int64_t unit = std::int64_t{1} << depth;
  if (shape.rank() != 3 || shape[0] % unit != 0 || shape[1] % unit != 0) {
    throw ValueError({.where = "UNet",
                      .rule = "The image is halved depth times, so height and width are multiples of 2^depth",
                      .expected = "height, width and channels, the first two multiples of " + std::to_string(unit),
                      .received = shape.str(),
                      .hint = "Pad or crop the images, or take a smaller depth"});
  }
}

}  // namespace

Model UNet(const UNetOptions& options) {
  check(options);
  const Input image(options.input_shape);
  Tensor x = image;
  Tensors skips;
  std::int64_t filters = options.filters;
  for (int level = 1; level <= options.depth; ++level) {
    const std::string block = "down" + std::to_string(level);
    skips.push_back(two_convolutions(x, filters, block));
    x = skips.back() | MaxPooling2D{.name = block + "_pool"};
    filters = checked_multiply(filters, 2);
  }
  x = two_convolutions(x, filters, "bottom");
  for (int level = static_cast<int>(skips.size()); level > 0; --level) {
    const std::string block = "up" + std::to_string(level);
    filters /= 2;
    x = x | Conv2DTranspose{.filters = filters, .kernel_size = 2, .strides = 2, .name = block + "_upconv"};
    x = Tensors{skips[static_cast<std::size_t>(level - 1)], x} | Concatenate{.name = block + "_concat"};
    x = two_convolutions(x, filters, block);
  }
  return {image, detail::same_convolution(x, options.classes, 1, "predictions", options.classifier_activation),
          options.name};
}

}  // namespace glia::applications
