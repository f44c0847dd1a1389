#pragma once
#include <string>

namespace glia::tests {

/// Every case of testing/goldens/layers_`family`.json (see tools/goldens/layers.py): the layer made from its
/// configuration gives Keras's outputs, gradients by weights and inputs, and state, in f64 and f32, with the same bits
/// on one to three threads, and again after its configuration was written and read. At least `least` cases must be
/// there.
void check_layer_goldens(const std::string& family, int least);

}  // namespace glia::tests
