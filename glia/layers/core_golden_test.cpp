#include <gtest/gtest.h>

#include "testing/layer_golden.hpp"

// Keras's Dense, Flatten, Reshape and Activation, its merging layers, Dot, SpectralNormalization, and its random layers
// where they draw nothing.
TEST(LayersGolden, Core) { glia::tests::check_layer_goldens("core", 27); }
TEST(LayersGolden, Merge) { glia::tests::check_layer_goldens("merge", 42); }
TEST(LayersGolden, Dot) { glia::tests::check_layer_goldens("dot", 16); }
TEST(LayersGolden, Spectral) { glia::tests::check_layer_goldens("spectral", 9); }
TEST(LayersGolden, Noise) { glia::tests::check_layer_goldens("noise", 42); }
