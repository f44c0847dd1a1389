// Masks on their way through layers, as Keras carries them.
#include <cmath>

#include "glia/layers/activation.hpp"
#include "glia/layers/activity_regularization.hpp"
#include "glia/layers/add.hpp"
#include "glia/layers/alpha_dropout.hpp"
#include "glia/layers/average.hpp"
#include "glia/layers/batch_normalization.hpp"
#include "glia/layers/bidirectional.hpp"
#include "glia/layers/concatenate.hpp"
#include "glia/layers/conv1d.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/layers/elu.hpp"
#include "glia/layers/gaussian_dropout.hpp"
#include "glia/layers/gaussian_noise.hpp"
#include "glia/layers/global_average_pooling1d.hpp"
#include "glia/layers/group_normalization.hpp"
#include "glia/layers/gru.hpp"
#include "glia/layers/identity.hpp"
#include "glia/layers/layer_normalization.hpp"
#include "glia/layers/leaky_relu.hpp"
#include "glia/layers/lstm.hpp"
#include "glia/layers/lstm_cell.hpp"
#include "glia/layers/masking.hpp"
#include "glia/layers/maximum.hpp"
#include "glia/layers/minimum.hpp"
#include "glia/layers/multiply.hpp"
#include "glia/layers/prelu.hpp"
#include "glia/layers/relu.hpp"
#include "glia/layers/rnn.hpp"
#include "glia/layers/simple_rnn.hpp"
#include "glia/layers/softmax.hpp"
#include "glia/layers/spatial_dropout1d.hpp"
#include "glia/layers/subtract.hpp"
#include "glia/layers/unit_normalization.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::numbers;
using tests::run_layer;
using Numbers = std::vector<double>;

/// One sample of three steps, of which the last is padding.
Array padded() { return Array(Numbers{1, 2, 3, 6, 0, 0}).cast(f32).reshape({1, 3, 2}); }

/// The mask that arrives behind f(x | Masking{}), as 0 and 1 for each step; empty for none.
template <class F>
Numbers mask_behind(F f, const Array& x = padded()) {
  const auto layer = [&](const Tensor& masked) { return f(masked); };
  detail::Trace trace;
  const detail::TraceGuard guard(trace);
  detail::VariableStore store;
  const detail::StoreGuard home(trace, store);
  const Tensor y = layer(Tensor(x) | Masking{});
  const Tensor mask = trace.mask_of(y);
  return mask.valid() ? numbers(tests::value_of(mask)) : Numbers{};
}

TEST(MaskPassing, OnThroughTheLayersThatKerasLets) {
  const std::vector<Layer> layers{Dense{3},
                                  Activation{"tanh"},
                                  LayerNormalization{},
                                  GroupNormalization{.groups = 1},
                                  BatchNormalization{},
                                  UnitNormalization{},
                                  ReLU{},
                                  LeakyReLU{},
                                  PReLU{},
                                  ELU{},
                                  Softmax{},
                                  Dropout{},
                                  AlphaDropout{.rate = 0.1},
                                  GaussianDropout{.rate = 0.1},
                                  GaussianNoise{.stddev = 0.1},
                                  SpatialDropout1D{},
                                  ActivityRegularization{},
                                  Identity{}};
  for (const Layer& layer : layers) {
    EXPECT_EQ(mask_behind([&](const Tensor& x) { return x | layer; }), (Numbers{1, 1, 0})) << layer.class_name();
  }
}

TEST(MaskPassing, BehindRecurrentLayersOnlyWithTheirSequences) {
  const auto check = [](const Layer& last, const Layer& sequences) {
    EXPECT_TRUE(mask_behind([&](const Tensor& x) { return x | last; }).empty()) << last.class_name();
    EXPECT_EQ(mask_behind([&](const Tensor& x) { return x | sequences; }), (Numbers{1, 1, 0})) << last.class_name();
  };
  check(SimpleRNN{2}, SimpleRNN{.units = 2, .return_sequences = true});
  check(LSTM{2}, LSTM{.units = 2, .return_sequences = true});
  check(GRU{2}, GRU{.units = 2, .return_sequences = true});
  check(RNN{LSTMCell{2}}, RNN{.cell = LSTMCell{2}, .return_sequences = true});
  check(Bidirectional{LSTM{2}}, Bidirectional{LSTM{.units = 2, .return_sequences = true}});
}

TEST(MaskPassing, StopsAtOtherLayers) {
  EXPECT_TRUE(mask_behind([](const Tensor& x) { return x | Conv1D{.filters = 2, .kernel_size = 1}; }).empty());
  EXPECT_TRUE(mask_behind([](const Tensor& x) { return x | GlobalAveragePooling1D{}; }).empty());
}

TEST(MaskPassing, MergingLayersJoinThem) {
  const Array other = Array(Numbers{5, 5, 0, 0, 0, 0}).cast(f32).reshape({1, 3, 2});
  const auto merged = [&](const Layer& layer, bool both) {
    return mask_behind([&](const Tensor& x) {
      return Tensors{both ? Tensor(other) | Masking{} : Tensor(other), x} | layer;
    });
  };
  const std::vector<Layer> layers{Add{}, Subtract{}, Multiply{}, Average{}, Maximum{}, Minimum{}};
  for (const Layer& layer : layers) {
    EXPECT_EQ(merged(layer, true), (Numbers{1, 1, 0})) << layer.class_name();  // either
    EXPECT_TRUE(merged(layer, false).empty()) << layer.class_name();           // one has none
  }
  EXPECT_EQ(merged(Concatenate{}, true), (Numbers{1, 1, 0}));
  EXPECT_EQ(merged(Concatenate{}, false), (Numbers{1, 1, 1}));  // an input without a mask counts everywhere
  EXPECT_EQ(merged(Concatenate{.axis = 1}, true), (Numbers{1, 0, 0, 1, 1, 0}));
}

TEST(MaskPassing, TheMeanIsOfTheStepsThatCount) {
  const auto pooled = [](bool keepdims) {
    return numbers(
        run_layer([=](Tensor x) { return x | Masking{} | GlobalAveragePooling1D{.keepdims = keepdims}; }, padded()));
  };
  EXPECT_EQ(pooled(false), (Numbers{2, 4}));
  EXPECT_EQ(pooled(true), (Numbers{2, 4}));
}

TEST(MaskPassing, BatchNormalizationCountsWhatCounts) {
  const Array y = run_layer([](Tensor x) { return x | Masking{} | BatchNormalization{.epsilon = 0}; }, padded(), true);
  // Means 2 and 4, deviations 1 and 2: worked out by hand.
  const Numbers expected{-1, -1, 1, 1, -2, -2};
  for (std::int64_t i = 0; i < y.size(); ++i) EXPECT_NEAR(y.get(i), expected[static_cast<std::size_t>(i)], 1e-5);
}

}  // namespace
}  // namespace glia
