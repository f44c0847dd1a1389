#include <gtest/gtest.h>

#include "testing/layer_golden.hpp"

// Keras's attention layers.
TEST(LayersGolden, Attention) { glia::tests::check_layer_goldens("attention", 45); }
// The projection that they are made of.
TEST(LayersGolden, Einsum) { glia::tests::check_layer_goldens("einsum", 14); }
// Where a step stands (KerasHub), and the table that goes both ways.
TEST(LayersGolden, Positions) { glia::tests::check_layer_goldens("positions", 19); }
