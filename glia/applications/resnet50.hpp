#pragma once
#include "glia/applications/classifier_options.hpp"

#pragma GCC visibility push(default)
namespace glia::applications {

/// Sixteen bottlenecks (1×1, 3×3, 1×1 convolutions, each normalised) whose input is added to their output.
/// (n, 224, 224, 3) → (n, classes); without the top (n, h, w, k) → (n, ⌈h / 32⌉, ⌈w / 32⌉, 2048)
/// Layers and their names are Keras's; 25,636,712 parameters. ValueError unless the image is at least 32×32. He, Zhang,
/// Ren and Sun 2015.
Model ResNet50(const ClassifierOptions& options = {});

}  // namespace glia::applications
#pragma GCC visibility pop
