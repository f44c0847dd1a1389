#include "glia/applications/alexnet.hpp"

#include "glia/layers/conv2d.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/layers/local_response_normalization.hpp"
#include "glia/layers/max_pooling2d.hpp"
#include "glia/model/input.hpp"

namespace glia::applications {

Model AlexNet(const AlexNetOptions& options) {
  const auto convolution = [](Dim filters, Dim size, Dim groups, const char* name) {
    return Layer(Conv2D{.filters = filters,
                        .kernel_size = size,
                        .padding = "same",
                        .groups = groups,
                        .activation = "relu",
                        .name = name});
  };
  const auto pooling = [](const char* name) { return Layer(MaxPooling2D{.pool_size = 3, .strides = 2, .name = name}); };
  const auto dense = [](const char* name) { return Layer(Dense{.units = 4096, .activation = "relu", .name = name}); };
  return Sequential{
      {
          Input(options.input_shape),
          Conv2D{.filters = 96, .kernel_size = 11, .strides = 4, .activation = "relu", .name = "conv1"},
          LocalResponseNormalization{.name = "norm1"},
          pooling("pool1"),
          convolution(256, 5, 2, "conv2"),
          LocalResponseNormalization{.name = "norm2"},
          pooling("pool2"),
          convolution(384, 3, 1, "conv3"),
          convolution(384, 3, 2, "conv4"),
          convolution(256, 3, 2, "conv5"),
          pooling("pool5"),
          Flatten{.name = "flatten"},
          dense("fc6"),
          Dropout{.rate = 0.5, .name = "drop6"},
          dense("fc7"),
          Dropout{.rate = 0.5, .name = "drop7"},
          Dense{.units = options.classes, .activation = options.classifier_activation, .name = "predictions"},
      },
      options.name};
}

}  // namespace glia::applications
