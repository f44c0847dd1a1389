#include "glia/applications/lenet5.hpp"

#include "glia/layers/average_pooling2d.hpp"
#include "glia/layers/conv2d.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/model/input.hpp"

namespace glia::applications {

Model LeNet5(const LeNet5Options& options) {
  const auto convolution = [](Dim filters, const char* name) {
    return Layer(Conv2D{.filters = filters, .kernel_size = 5, .activation = "tanh", .name = name});
  };
  return Sequential{
      {
          Input(options.input_shape),
          convolution(6, "c1"),
          AveragePooling2D{.pool_size = 2, .name = "s2"},
          convolution(16, "c3"),
          AveragePooling2D{.pool_size = 2, .name = "s4"},
          convolution(120, "c5"),
          Flatten{.name = "flatten"},
          Dense{.units = 84, .activation = "tanh", .name = "f6"},
          Dense{.units = options.classes, .activation = options.classifier_activation, .name = "predictions"},
      },
      options.name};
}

}  // namespace glia::applications
