#include <gtest/gtest.h>

#include "testing/layer_golden.hpp"

// Keras's convolutions and poolings.
TEST(LayersGolden, Conv) { glia::tests::check_layer_goldens("conv", 19); }
TEST(LayersGolden, Pooling) { glia::tests::check_layer_goldens("pooling", 36); }
TEST(LayersGolden, GlobalPooling) { glia::tests::check_layer_goldens("global_pooling", 36); }
TEST(LayersGolden, AdaptivePooling) { glia::tests::check_layer_goldens("adaptive_pooling", 42); }
TEST(LayersGolden, Depthwise) { glia::tests::check_layer_goldens("depthwise", 30); }
TEST(LayersGolden, ConvTranspose) { glia::tests::check_layer_goldens("conv_transpose", 31); }
TEST(LayersGolden, ImageSizes) { glia::tests::check_layer_goldens("image_sizes", 85); }
