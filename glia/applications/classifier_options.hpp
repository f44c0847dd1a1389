#pragma once
#include <string>

#include "glia/layers/activation_fn.hpp"
#include "glia/model/model.hpp"

#pragma GCC visibility push(default)
namespace glia::applications {

/// Keras's arguments of its image classifiers, in its order; `weights` and `input_tensor` are left out: weights are
/// drawn, Model::set_weights and load_model bring others.
struct ClassifierOptions {
  bool include_top = true;   ///< the layers that choose among the classes; without them the last feature map
  Shape input_shape = {};    ///< height, width, channels; empty: the size of the paper, also without the top
  std::string pooling = {};  ///< without the top: "avg" or "max" makes one number of each channel, empty keeps the map
  Dim classes = 1000;
  ActivationFn classifier_activation = "softmax";  ///< "linear": the logits
  std::string name = {};                           ///< empty: that of the architecture
};

}  // namespace glia::applications
#pragma GCC visibility pop
