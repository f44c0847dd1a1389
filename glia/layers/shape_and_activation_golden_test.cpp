#include <gtest/gtest.h>

#include "testing/layer_golden.hpp"

// Keras's Permute, RepeatVector, Identity and ActivityRegularization; its activations as layers.
TEST(LayersGolden, Reshaping) { glia::tests::check_layer_goldens("reshaping", 24); }
TEST(LayersGolden, Activation) { glia::tests::check_layer_goldens("activation", 30); }
