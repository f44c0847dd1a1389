#pragma once
#include <string>

#include "glia/layers/activation_fn.hpp"
#include "glia/model/model.hpp"

#pragma GCC visibility push(default)
namespace glia::applications {

struct LeNet5Options {
  Shape input_shape = {32, 32, 1};  ///< height, width, channels
  Dim classes = 10;
  ActivationFn classifier_activation = "softmax";  ///< "linear": the logits
  std::string name = "lenet5";
};

/// Two rounds of 5×5 convolution with tanh and average pooling, a last convolution, two dense layers.
/// (n, 32, 32, 1) → (n, classes)
/// 61,706 parameters. As it is drawn today: every filter of the second convolution sees all six maps, poolings learn
/// nothing, and softmax takes the place of the distances to fixed pictures of the digits. LeCun, Bottou, Bengio and
/// Haffner 1998.
Model LeNet5(const LeNet5Options& options = {});

}  // namespace glia::applications
#pragma GCC visibility pop
