#include "glia/applications/vgg16.hpp"

#include "glia/applications/parts.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/layers/max_pooling2d.hpp"
#include "glia/model/input.hpp"

namespace glia::applications {

Model VGG16(const ClassifierOptions& options) {
  struct Stack {
    Dim filters;
    int convolutions;
  };
  const Input image(detail::image_shape("VGG16", options.input_shape, options.pooling));
  Tensor x = image;
  int number = 0;
  for (const Stack& stack : {Stack{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}}) {
    const std::string block = "block" + std::to_string(++number) + "_";
    for (int i = 1; i <= stack.convolutions; ++i) {
      x = detail::same_convolution(x, stack.filters, 3, block + "conv" + std::to_string(i));
    }
    x = x | MaxPooling2D{.name = block + "pool"};
  }
  if (options.include_top) {
    x = x | Flatten{.name = "flatten"};
    for (const char* name : {"fc1", "fc2"}) x = x | Dense{.units = 4096, .activation = "relu", .name = name};
    x = detail::predictions(x, options.classes, options.classifier_activation);
  } else {
    x = detail::pooled(x, options.pooling);
  }
  return {image, x, options.name.empty() ? "vgg16" : options.name};
}

}  // namespace glia::applications
