// Recurrent layers that keep their states from batch to batch.
#include "glia/layers/bidirectional.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/gru.hpp"
#include "glia/layers/lstm.hpp"
#include "glia/layers/masking.hpp"
#include "glia/layers/simple_rnn.hpp"
#include "glia/model/compile_step.hpp"
#include "glia/model/model.hpp"
#include "glia/optimizers/sgd.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using namespace tests;

const PredictOptions kTwos{.batch_size = 2};

void assign_noise(const Layer& layer, double scale) {
  std::int64_t first = 100;
  for (const Variable& w : layer.weights()) {
    Variable(w).assign(noise(first, w.shape(), scale).cast(w.dtype()));
    first += 5000;
  }
}

/// A model around `layer` for batches of two sequences of four steps of three numbers.
Sequential twos(const Layer& layer) {
  const Sequential model{Input({4, 3}, {.batch_size = 2}), layer};
  assign_noise(model.layers()[0], 0.7);
  return model;
}

Array sequences(std::int64_t first, std::int64_t rows = 2) { return noise(first, {rows, 4, 3}).cast(f32); }
void reset(const Model& model) {
  for (const Layer& layer : model.layers()) layer.reset_states();
}

/// As Keras's, which were called one after the other, and reset before the last.
TEST(Stateful, CarriesStatesAsKeras) {
  const int ran = for_each_case("stateful", [&](const std::string& key, const Value& at) {
    for (const DType dtype : {DType(f64), DType(f32)}) {
      Value config = at["config"].value();
      config.set("dtype", std::string(dtype.name()));
      if (const Value* cell = config.find("cell")) {
        Value inner = *cell;
        Value inside = inner["config"];
        inside.set("dtype", std::string(dtype.name()));
        inner.set("config", inside);
        config.set("cell", inner);
      }
      const Layer layer = detail::make_layer(at["class_name"].as_string(), config);
      const Shape shape = shape_of(at["input"].value());
      const Sequential model{Input(shape.sub(1, shape.rank()), {.dtype = dtype, .batch_size = shape[0]}), layer};
      assign_noise(layer, 0.5);
      ASSERT_EQ(layer.weights().size(), at["weights"].size());
      const auto calls = static_cast<std::int64_t>(at["outputs"].size());
      for (std::int64_t k = 0; k < calls; ++k) {
        if (k + 1 == calls) reset(model);
        const Array y = model.predict(noise(1000 + 7000 * k, shape).cast(dtype), {.batch_size = shape[0]});
        expect_golden("stateful", key, "call " + std::to_string(k) + " in " + std::string(dtype.name()), y,
                      array_of(at["outputs"][static_cast<std::size_t>(k)].value()), 64);
      }
    }
  });
  EXPECT_GE(ran, 18);
}

/// Twice four steps are eight.
TEST(Stateful, ALongSequenceMayComeInParts) {
  const Sequential model = twos(LSTM{.units = 3, .return_sequences = true, .stateful = true});
  const Sequential whole{Input{8, 3}, LSTM{.units = 3, .return_sequences = true}};
  assign_noise(whole.layers()[0], 0.7);
  const Array x = noise(0, {2, 8, 3}).cast(f32);
  Array halves[2] = {Array(Shape{2, 4, 3}), Array(Shape{2, 4, 3})};
  for (std::int64_t i = 0; i < x.size(); ++i) halves[i / 12 % 2].set(i / 24 * 12 + i % 12, x.get(i));
  const Array expected = whole.predict(x);
  for (std::int64_t half = 0; half < 2; ++half) {
    const Array y = model.predict(halves[half], kTwos);
    for (std::int64_t i = 0; i < y.size(); ++i)
      EXPECT_NEAR(y.get(i), expected.get(i / 12 * 24 + half * 12 + i % 12), 1e-6) << half << " " << i;
  }
}

TEST(Stateful, BatchesOfOneCallFollowEachOther) {
  const Sequential model = twos(GRU{.units = 2, .stateful = true});
  const Array x = sequences(0, 6);
  const Array together = model.predict(x, kTwos);
  reset(model);
  for (std::int64_t k = 0; k < 3; ++k) {
    Array part(Shape{2, 4, 3});
    for (std::int64_t i = 0; i < part.size(); ++i) part.set(i, x.get(k * part.size() + i));
    const Array y = model.predict(part, kTwos);
    for (std::int64_t i = 0; i < y.size(); ++i) EXPECT_EQ(y.get(i), together.get(k * y.size() + i));
  }
  EXPECT_FALSE(same_bits(model.predict(x, kTwos), together)) << "the states are those after the last batch";
}

TEST(Stateful, TrainingAndEvaluationCarryStatesToo) {
  const Sequential model = twos(SimpleRNN{.units = 2, .stateful = true});
  model.compile({.optimizer = SGD{0}, .loss = "mse"});
  const Array x = sequences(0, 4), y(Shape{4, 2});
  model.predict(x, kTwos);
  const Array third = model.predict(sequences(900), kTwos);
  reset(model);
  model.fit(x, y, {.batch_size = 2, .epochs = 1, .verbose = 0, .shuffle = false});
  EXPECT_TRUE(same_bits(model.predict(sequences(900), kTwos), third));
  reset(model);
  model.evaluate(x, y, {.batch_size = 2, .verbose = 0});
  EXPECT_TRUE(same_bits(model.predict(sequences(900), kTwos), third));
}

/// Gradients end where the batch begins, also for states that are given.
TEST(Stateful, Trains) {
  const Sequential model{Input({4, 3}, {.batch_size = 4}), GRU{.units = 8, .stateful = true}, Dense{1}};
  model.compile({.optimizer = SGD{0.1}, .loss = "mse"});
  const Array x = sequences(0, 16), y = noise(700, {16, 1}).cast(f32);
  const auto losses = model.fit(x, y, {.batch_size = 4, .epochs = 150, .verbose = 0, .shuffle = false})["loss"];
  EXPECT_LT(losses.back(), 0.7 * losses.front());
}

TEST(Stateful, MaskedStepsKeepTheStates) {
  const Sequential model{Input({4, 3}, {.batch_size = 2}), Masking{}, LSTM{.units = 2, .stateful = true}};
  assign_noise(model.layers()[1], 0.7);
  const Array x = sequences(0), nothing(Shape{2, 4, 3});
  const Array y = model.predict(x, kTwos);
  EXPECT_TRUE(same_bits(model.predict(nothing, kTwos), y));
  EXPECT_FALSE(same_bits(model.predict(x, kTwos), y));
}

TEST(Stateful, StatesAreNoWeights) {
  const Sequential model = twos(LSTM{.units = 3, .stateful = true});
  EXPECT_EQ(model.weights().size(), 3u);
  EXPECT_EQ(model.layers()[0].non_trainable_weights().size(), 0u);
  EXPECT_EQ(model.count_params(), 4 * 3 * (3 + 3 + 1));
  const Array x = sequences(0);
  const Array first = model.predict(x, kTwos);
  const Model copy = model.clone();
  reset(model);
  EXPECT_TRUE(same_bits(model.predict(x, kTwos), first));
  reset(copy);
  EXPECT_TRUE(same_bits(copy.predict(x, kTwos), first)) << "a copy knows its batch_size";
  expect_error<ValueError>([&] { copy.predict(sequences(0, 3)); }, {"batches of 2"});
}

TEST(Stateful, BothWaysOfBidirectional) {
  const Sequential model = twos(Bidirectional{LSTM{.units = 2, .stateful = true}});
  const Array x = sequences(0);
  const Array first = model.predict(x, kTwos), second = model.predict(x, kTwos);
  for (std::int64_t i = 0; i < first.size(); ++i) EXPECT_NE(first.get(i), second.get(i)) << i;
  reset(model);
  EXPECT_TRUE(same_bits(model.predict(x, kTwos), first));
}

TEST(Stateful, OnArraysTheFirstCallSaysTheSize) {
  const Layer layer = GRU{.units = 2, .stateful = true};
  layer(Tensor(sequences(0)));
  expect_error<ValueError>([&] { layer(Tensor(sequences(0, 3))); },
                           {"A stateful layer has one size of batch", "the 2 rows of its states", "received 3 rows"});
}

TEST(Stateful, RefusesAnotherBatch) {
  const Sequential model = twos(LSTM{.units = 2, .stateful = true});
  model.compile({.optimizer = SGD{0.1}, .loss = "mse"});
  const Array x = sequences(0, 5), y(Shape{5, 2});
  const auto expect = [](auto&& f, const std::string& received) {
    expect_error<ValueError>(f, {"The batch_size of its Input is the size of all batches", "Expected batches of 2",
                                 "received " + received, "Give .batch_size = 2, and a multiple of 2 samples"});
  };
  expect([&] { model.predict(x, kTwos); }, "5 samples in batches of 2");
  expect([&] { model.predict(x); }, "5 samples in batches of 32");
  expect([&] { model.evaluate(x, y, {.batch_size = 2, .verbose = 0}); }, "5 samples in batches of 2");
  expect([&] { model.fit(x, y, {.batch_size = 2, .verbose = 0}); }, "5 samples in batches of 2");
  expect([&] { model.train_on_batch(x, y); }, "5 samples in batches of 5");
  model.predict(sequences(0), kTwos);
  expect([&] { model.predict(sequences(0, 1), kTwos); }, "1 sample in batches of 2");
  EXPECT_NO_THROW(model.fit(x, y, {.batch_size = 2, .epochs = 1, .verbose = 0, .steps_per_epoch = 2}));

  const Tensor any = Input{4, 3};
  expect_error<ValueError>([&] { (void)(any | LSTM{.units = 2, .stateful = true}); },
                           {"keeps states for batches of one size", "(None, 4, 3)", "{.batch_size = 32}", "lstm"});
  expect_error<ValueError>([&] { (void)Input({4}, {.batch_size = -1}); }, {"0 for any", "received -1"});
}

/// A step of the user's own is checked as it runs.
TEST(Stateful, ACompiledStepOfAnotherSizeIsRefused) {
  const Layer layer = SimpleRNN{.units = 2, .stateful = true};
  layer(Tensor(Input({4, 3}, {.batch_size = 2})));
  const auto step = compile_step([&](const Tensor& x) { return layer(x); });
  EXPECT_NO_THROW(step(sequences(0)));
  EXPECT_THROW(step(sequences(0, 1)), DataError);
  EXPECT_THROW(step(sequences(0, 3)), DataError);
}

}  // namespace
}  // namespace glia
