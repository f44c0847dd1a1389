#pragma once
#include <string>

#include "glia/layers/activation_fn.hpp"
#include "glia/model/model.hpp"

#pragma GCC visibility push(default)
namespace glia::applications {

struct AlexNetOptions {
  Shape input_shape = {227, 227, 3};  ///< height, width, channels
  Dim classes = 1000;
  ActivationFn classifier_activation = "softmax";  ///< "linear": the logits
  std::string name = "alexnet";
};

/// Five convolutions, the first two followed by LocalResponseNormalization and pooling, then two dense layers of 4096
/// with dropout.  (n, 227, 227, 3) → (n, classes)
/// 60,965,224 parameters: the second, fourth and fifth convolution have two groups, as on the two processors of the
/// paper, whose 224 pixels are 227 without padding. Krizhevsky, Sutskever and Hinton 2012.
Model AlexNet(const AlexNetOptions& options = {});

}  // namespace glia::applications
#pragma GCC visibility pop
