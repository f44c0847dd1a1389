#include <gtest/gtest.h>

#include "testing/layer_golden.hpp"

// Keras's recurrent layers and cells.
TEST(LayersGolden, Recurrent) { glia::tests::check_layer_goldens("rnn", 35); }
TEST(LayersGolden, ConvLSTM) { glia::tests::check_layer_goldens("conv_lstm", 25); }
TEST(LayersGolden, Cells) { glia::tests::check_layer_goldens("cells", 18); }
// All of them, and attention and pooling, with masks.
TEST(LayersGolden, Masks) { glia::tests::check_layer_goldens("masks", 78); }
// What wraps and feeds them.
TEST(LayersGolden, Sequence) { glia::tests::check_layer_goldens("sequence", 25); }
