// What the goldens of recurrent layers do not show: cells of the user's own, masks, dropout, bad input.
#include <cmath>

#include "glia/base/error.hpp"
#include "glia/layers/bidirectional.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/embedding.hpp"
#include "glia/layers/gru.hpp"
#include "glia/layers/lstm.hpp"
#include "glia/layers/lstm_cell.hpp"
#include "glia/layers/masking.hpp"
#include "glia/layers/rnn.hpp"
#include "glia/layers/simple_rnn.hpp"
#include "glia/layers/stacked_rnn_cells.hpp"
#include "glia/layers/time_distributed.hpp"
#include "glia/model/input.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/optimizers/sgd.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using tests::expect_error;

/// The cell of Keras's documentation of RNN.
struct MinimalCell {
  Dim units = 0;
  static void fields(Fields& f) { f("units", &MinimalCell::units); }
  std::vector<Dim> state_size() const { return {units}; }
  Tensors call(Scope& scope, const Tensors& in) const {
    const Tensor h = ops::matmul(in[0], scope.weight("kernel", {in[0].dim(-1), units}, Initializer("glorot_uniform")));
    const Tensor y =
        h + ops::matmul(in[1], scope.weight("recurrent_kernel", {units, units}, Initializer("orthogonal")));
    return {y, y};
  }
};

Array sequences(Dim n, Dim steps, Dim k) { return tests::noise(1, {n, steps, k}).cast(f32); }

TEST(Recurrence, RunsACellOfTheUsersOwn) {
  Sequential own{Input{5, 3}, RNN{.cell = MinimalCell{4}}};
  Sequential simple{Input{5, 3}, SimpleRNN{.units = 4, .activation = linear, .use_bias = false}};
  simple.set_weights(own.get_weights());
  const Array x = sequences(7, 5, 3);
  const Array a = own.predict(x), b = simple.predict(x);
  for (std::int64_t i = 0; i < a.size(); ++i) EXPECT_EQ(a.get(i), b.get(i));
  EXPECT_EQ(own.weights()[0].path(), "rnn/minimal_cell/kernel");
}

TEST(Recurrence, MaskedStepsChangeNothing) {
  // The last two steps are padding: the result is that of the sequence without them.
  Array padded = sequences(3, 6, 2);
  for (int i = 0; i < 3; ++i) {
    for (int t = 4; t < 6; ++t) padded(i, t, 0) = padded(i, t, 1) = 0;
  }
  Array whole(Shape{3, 4, 2});
  for (int i = 0; i < 3; ++i) {
    for (int t = 0; t < 4; ++t) {
      for (int k = 0; k < 2; ++k) whole(i, t, k) = padded(i, t, k);
    }
  }
  const auto check = [&](const Layer& layer, const Layer& other) {
    Sequential masked{Input{6, 2}, Masking{}, layer};
    Sequential plain{Input{4, 2}, other};
    plain.set_weights(masked.get_weights());
    const Array a = masked.predict(padded), b = plain.predict(whole);
    ASSERT_EQ(a.size(), b.size());
    for (std::int64_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a.get(i), b.get(i), 1e-6) << layer.class_name();
  };
  check(LSTM{4}, LSTM{4});
  check(GRU{4}, GRU{4});
  check(SimpleRNN{4}, SimpleRNN{4});
  check(Bidirectional{LSTM{3}}, Bidirectional{LSTM{3}});
  check(RNN{.cell = StackedRNNCells{{LSTMCell{3}, LSTMCell{2}}}},
        RNN{.cell = StackedRNNCells{{LSTMCell{3}, LSTMCell{2}}}});
  check(Bidirectional{GRU{.units = 3, .go_backwards = true}}, Bidirectional{GRU{.units = 3, .go_backwards = true}});
}

TEST(Recurrence, AMaskGoesThroughLayersThatKnowMasks) {
  Sequential model{Input{4}, Embedding{.input_dim = 9, .output_dim = 3, .mask_zero = true},
                   LSTM{.units = 3, .return_sequences = true}, LSTM{2}};
  Array words(Shape{2, 4}, i32), cut(Shape{2, 4}, i32);
  const int numbers[8] = {3, 5, 0, 0, 7, 1, 0, 0};
  for (int i = 0; i < 8; ++i) words.set(i, numbers[i]);
  for (int i = 0; i < 8; ++i) cut.set(i, numbers[i] == 0 ? 8 : numbers[i]);
  const Array a = model.predict(words), b = model.predict(cut);
  EXPECT_NE(a.get(0), b.get(0));
  Sequential shorter{Input{2}, Embedding{.input_dim = 9, .output_dim = 3, .mask_zero = true},
                     LSTM{.units = 3, .return_sequences = true}, LSTM{2}};
  shorter.set_weights(model.get_weights());
  Array front(Shape{2, 2}, i32);
  for (int i = 0; i < 4; ++i) front.set(i, numbers[i / 2 * 4 + i % 2]);
  const Array c = shorter.predict(front);
  for (std::int64_t i = 0; i < c.size(); ++i) EXPECT_NEAR(a.get(i), c.get(i), 1e-6);
}

TEST(Recurrence, DropoutUsesOneMaskForAllSteps) {
  // Identity weights, one unit of each: an input that is dropped stays away from every step.
  Sequential model{
      Input{3, 8},
      SimpleRNN{.units = 8, .activation = linear, .use_bias = false, .dropout = 0.5, .return_sequences = true}};
  std::vector<Array> weights = model.get_weights();
  for (Array& w : weights) w.fill(0);
  for (int i = 0; i < 8; ++i) weights[0](i, i) = 1;
  model.set_weights(weights);
  Array ones(Shape{4, 3, 8});
  ones.fill(1);
  EXPECT_EQ(model.predict(ones).min(), 1);  // nothing is dropped in inference
  model.compile({.optimizer = SGD{.learning_rate = 0}, .loss = "mse"});
  Array zeros(Shape{4, 3, 8});
  zeros.fill(0);
  // In training the squares of the outputs are 4 where kept, 0 where dropped. Alike in the three steps, the loss is a
  // multiple of 4 / 32; with a mask for each step it is one of 4 / 96, and eight draws would all be right once in 6561.
  for (int i = 0; i < 8; ++i) {
    const double loss = model.train_on_batch(ones, zeros)["loss"];
    EXPECT_NEAR(std::remainder(loss, 4.0 / 32), 0, 1e-6);
    EXPECT_GT(loss, 0);
  }
}

TEST(Recurrence, RefusesWhatCannotBe) {
  const Tensor x = Input{5, 3};
  expect_error<ValueError>([&] { (void)(x | LSTM{}); }, {"units must be above 0"});
  expect_error<ShapeError>([&] { (void)(Tensor(Input{3}) | GRU{4}); }, {"(n, steps, …)"});
  expect_error<ValueError>([&] { (void)(x | SimpleRNN{.units = 2, .dropout = 1.5}); }, {"rate"});
  expect_error<ValueError>([&] { (void)(Tensors{x, Tensor(Input{2})} | LSTM{2}); }, {"2 states"});
  expect_error<ShapeError>([&] { (void)(Tensors{x, Tensor(Input{3})} | GRU{2}); }, {"shape of the cell's state"});
  expect_error<ValueError>([&] { (void)(x | RNN{}); }, {"needs a cell"});
  expect_error<ValueError>([&] { (void)(x | RNN{.cell = Dense{3}}); }, {"states the sizes"});
  expect_error<ValueError>([&] { (void)(x | RNN{.cell = StackedRNNCells{}}); }, {"states the sizes"});
  expect_error<ValueError>([&] { (void)(x | Bidirectional{}); }, {"needs a layer"});
  expect_error<ValueError>([&] { (void)(x | Bidirectional{Dense{2}}); }, {"recurrent layer"});
  expect_error<ValueError>([&] { (void)(x | Bidirectional{LSTM{2}, "max"}); }, {"merge_mode", "\"max\""});
  expect_error<ValueError>([&] { (void)(x | Bidirectional{.layer = LSTM{2}, .backward_layer = LSTM{2}}); },
                           {"different ways"});
  expect_error<ShapeError>([&] { (void)(Tensor(Input{3}) | TimeDistributed{Dense{2}}); }, {"(n, steps, …)"});
  expect_error<ValueError>([&] { (void)(x | TimeDistributed{}); }, {"needs a layer"});
  expect_error<ValueError>([&] { (void)(Tensor(Input{3}) | Embedding{0, 4}); }, {"both above 0"});
}

}  // namespace
}  // namespace glia
