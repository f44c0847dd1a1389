#pragma once
#include "glia/applications/classifier_options.hpp"

#pragma GCC visibility push(default)
namespace glia::applications {

/// Five stacks of 3×3 convolutions, each ended by a pooling, then two dense layers of 4096.  (n, 224, 224, 3) →
/// (n, classes); without the top (n, h, w, k) → (n, ⌊h / 32⌋, ⌊w / 32⌋, 512)
/// Layers and their names are Keras's; 138,357,544 parameters. ValueError unless the image is at least 32×32. Simonyan
/// and Zisserman 2014.
Model VGG16(const ClassifierOptions& options = {});

}  // namespace glia::applications
#pragma GCC visibility pop
