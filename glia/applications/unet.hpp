#pragma once
#include <string>

#include "glia/layers/activation_fn.hpp"
#include "glia/model/model.hpp"

#pragma GCC visibility push(default)
namespace glia::applications {

struct UNetOptions {
  Shape input_shape = {256, 256, 1};  ///< height and width are multiples of 2^depth
  Dim classes = 1;
  Dim filters = 64;  ///< of the first level; each level below has twice as many
  Dim depth = 4;     ///< how often the map is halved
  ActivationFn classifier_activation = "sigmoid";
  std::string name = "unet";
};

/// Says of each pixel what it belongs to: pairs of 3×3 convolutions down to small maps and up again, where each level
/// also sees the map of the same size from the way down.  (n, h, w, k) → (n, h, w, classes)
/// 31,030,593 parameters. Padding is "same", so that maps fit without being cropped. ValueError unless the levels
/// divide the image, and for a depth outside 1…16. Ronneberger, Fischer and Brox 2015.
Model UNet(const UNetOptions& options = {});

}  // namespace glia::applications
#pragma GCC visibility pop
