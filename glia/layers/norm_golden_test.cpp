#include <gtest/gtest.h>

#include "testing/layer_golden.hpp"

// Keras's normalisations, in inference and in training.
TEST(LayersGolden, Norm) { glia::tests::check_layer_goldens("norm", 44); }
