#pragma once
#include <string>

#include "glia/layers/activation_fn.hpp"
#include "glia/model/model.hpp"

#pragma GCC visibility push(default)
namespace glia::applications {

/// Keras's arguments of MobileNetV2, in its order, without `weights` and `input_tensor`; those that every classifier
/// has as in ClassifierOptions.
struct MobileNetV2Options {
  Shape input_shape = {};
  double alpha = 1;  ///< multiplies the filters of every block, which are then rounded to multiples of 8
  bool include_top = true;
  std::string pooling = {};
  Dim classes = 1000;
  ActivationFn classifier_activation = "softmax";
  std::string name = {};  ///< empty: "mobilenetv2_1.00_224", with alpha and the height
};

/// Seventeen blocks that widen by 1×1 convolutions, convolve each channel by itself and narrow again; the narrow ends
/// are added where they fit.  (n, 224, 224, 3) → (n, classes); without the top (n, h, w, k) →
/// (n, ⌈h / 32⌉, ⌈w / 32⌉, 1280)
/// Layers and their names are Keras's; 3,538,984 parameters with alpha 1. ValueError unless the image is at least 32×32
/// and alpha > 0. Sandler, Howard, Zhu, Zhmoginov and Chen 2018.
Model MobileNetV2(const MobileNetV2Options& options = {});

}  // namespace glia::applications
#pragma GCC visibility pop
