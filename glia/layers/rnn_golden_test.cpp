#include <gtest/gtest.h>

#include "testing/layer_golden.hpp"

// Keras's recurrent layers and cells.
TEST(LayersGolden, Recurrent) { glia::tests::check_layer_goldens("rnn", 35); }
TEST(LayersGolden, ConvLSTM) { glia::tests::check_layer_goldens("conv_lstm", 25); }
TEST(LayersGolden, Cells) { glia::tests::check_layer_goldens("cells", 18); }
// What wraps and feeds them.
TEST(LayersGolden, Sequence) { glia::tests::check_layer_goldens("sequence", 25); }
