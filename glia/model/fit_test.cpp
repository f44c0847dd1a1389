// What fit() computes: history, splits, weights of samples and classes, lazy data, freezing, penalties, same bits.
#include <cmath>

#include "glia/base/threads.hpp"
#include "glia/layers/add.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/model/callbacks/lambda_callback.hpp"
#include "glia/model/model.hpp"
#include "glia/model/model_state.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/optimizers/adam.hpp"
#include "glia/optimizers/adamw.hpp"
#include "glia/optimizers/sgd.hpp"
#include "glia/regularizers/l2.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using tests::noise;
using tests::same_bits;

Array floats(const Shape& shape, std::int64_t first = 0) { return noise(first, shape).cast(f32); }

bool equal(const std::vector<Array>& a, const std::vector<Array>& b) {
  bool out = a.size() == b.size();
  for (std::size_t i = 0; out && i < a.size(); ++i) out = same_bits(a[i], b[i]);
  return out;
}

/// A small net trained with `options`; the same seed, so the same initial weights, every time.
std::vector<Array> trained(const Data& x, const Data& y, FitOptions options, const Loss& loss = "mse", Dim units = 1) {
  const Sequential model{Input{3}, Dense{4, "tanh"}, Dense{units}};
  model.compile({.optimizer = SGD{.learning_rate = 0.1}, .loss = loss});
  options.verbose = 0;
  options.seed = 7;
  model.fit(x, y, options);
  return model.get_weights();
}

/// y = w·x with the fixed weight 2 and no training to speak of: losses can be computed by hand.
Sequential doubled() {
  const Sequential model{Input{1}, Dense{.units = 1, .use_bias = false}};
  model.set_weights({Array{2}.reshape({1, 1})});
  model.compile({.optimizer = SGD{.learning_rate = 0.0}, .loss = "mse", .metrics = {"mean_absolute_error"}});
  return model;
}

Array column(std::initializer_list<double> values) { return Array(values).reshape({-1, 1}); }

TEST(Fit, LossFallsAndHistoryHasEveryEpoch) {
  const Array x = floats({64, 3});
  const Array y = ops::sum(Tensor(x), {1}, true).eval();
  const Sequential model{Input{3}, Dense{1}};
  model.compile({.optimizer = SGD{.learning_rate = 0.1}, .loss = "mse", .metrics = {"mean_absolute_error"}});
  const History history = model.fit(x, y, {.epochs = 5, .verbose = 0, .validation_split = 0.25, .initial_epoch = 2});
  EXPECT_EQ(history.epoch(), (std::vector<std::int64_t>{2, 3, 4}));
  std::vector<std::string> names;
  for (const auto& [name, values] : history.series()) {
    names.push_back(name);
    ASSERT_EQ(values.size(), 3u) << name;
    EXPECT_LT(values.back(), values.front()) << name;
  }
  EXPECT_EQ(names, (std::vector<std::string>{"loss", "mean_absolute_error", "val_loss", "val_mean_absolute_error"}));
  EXPECT_TRUE(model.fit(x, y, {.epochs = 0, .verbose = 0}).epoch().empty());
}

TEST(Fit, MeansAreOverRowsAlsoInAPartialBatchAndTheSplitTakesTheLastRows) {
  const Array x = column({1, 2, 3, 4, 5});
  const Array y = column({2, 4, 7, 8, 13});  // errors 0, 0, −1, 0, −3
  const History history = doubled().fit(x, y, {.batch_size = 2, .verbose = 0, .validation_split = 0.4});
  EXPECT_FLOAT_EQ(static_cast<float>(history["loss"][0]), 1.0f / 3);
  EXPECT_FLOAT_EQ(static_cast<float>(history["mean_absolute_error"][0]), 1.0f / 3);
  EXPECT_FLOAT_EQ(static_cast<float>(history["val_loss"][0]), 4.5f);
  EXPECT_FLOAT_EQ(static_cast<float>(history["val_mean_absolute_error"][0]), 1.5f);
  for (const int batch : {1, 2, 3, 5, 32}) {
    const auto [loss, mae] = doubled().evaluate(x, y, {.batch_size = batch, .verbose = 0});
    EXPECT_FLOAT_EQ(static_cast<float>(loss), 2.0f) << batch;
    EXPECT_FLOAT_EQ(static_cast<float>(mae), 0.8f) << batch;
  }
  const auto weighted = doubled().evaluate(x, y, {.verbose = 0, .sample_weight = Array{1, 1, 1, 1, 0}});
  EXPECT_FLOAT_EQ(static_cast<float>(weighted.loss()), 0.2f) << "a sum over the batch, divided by its rows";
  EXPECT_FLOAT_EQ(static_cast<float>(doubled().evaluate(x, y, {.batch_size = 3, .verbose = 0, .steps = 1}).loss()),
                  1.0f / 3);
}

TEST(Fit, WithoutShuffleRowsComeInOrder) {
  const Array x = floats({10, 3}), y = floats({10, 1}, 50);
  const Sequential model{Input{3}, Dense{4, "tanh"}, Dense{1}};
  model.compile({.optimizer = SGD{.learning_rate = 0.1}, .loss = "mse"});
  model.fit(x, y, {.epochs = 0, .verbose = 0, .seed = 7});
  for (const int row : {0, 4, 8}) {
    const int end = std::min(row + 4, 10);
    model.fit(x.rows(row, end), y.rows(row, end), {.verbose = 0, .shuffle = false, .seed = 7});
  }
  EXPECT_TRUE(equal(trained(x, y, {.batch_size = 4, .shuffle = false}), model.get_weights()));
  EXPECT_FALSE(equal(trained(x, y, {.batch_size = 4}), model.get_weights()));
  EXPECT_TRUE(equal(trained(x.rows(0, 8), y.rows(0, 8), {.batch_size = 4, .shuffle = false}),
                    trained(x, y, {.batch_size = 4, .shuffle = false, .steps_per_epoch = 2})));
}

TEST(Fit, WeightsOfSamplesAndClassesScaleTheLoss) {
  const Array x = floats({6, 3});
  const Array y = Array{0, 1, 2, 1, 0, 2}.cast(i32);
  const Loss loss = "sparse_categorical_crossentropy";
  const Array by_hand{1, 3, 1, 3, 1, 1};
  const auto weighted = trained(x, y, {.sample_weight = by_hand}, loss, 3);
  EXPECT_TRUE(equal(trained(x, y, {.class_weight = {{1, 3.0}}}, loss, 3), weighted)) << "other classes weigh 1";
  EXPECT_TRUE(equal(trained(x, y, {.class_weight = {{0, 1.0}, {1, 3.0}, {2, 1.0}}}, loss, 3), weighted));
  EXPECT_FALSE(equal(trained(x, y, {}, loss, 3), weighted));
  const Array samples{2, 1, 1, 4, 1, 1}, products{2, 3, 1, 12, 1, 1};
  EXPECT_TRUE(equal(trained(x, y, {.class_weight = {{1, 3.0}}, .sample_weight = samples}, loss, 3),
                    trained(x, y, {.sample_weight = products}, loss, 3)));
}

TEST(Fit, LazyRowsGiveTheBitsOfTheirValues) {
  Array pixels(Shape{20, 3}, u8);
  for (std::int64_t i = 0; i < 60; ++i) pixels.set(i, static_cast<double>((37 * i) % 256));
  const Array y = floats({20, 1});
  const Tensor lazy = pixels / 255.0;
  EXPECT_TRUE(equal(trained(lazy, y, {.batch_size = 8}), trained(lazy.eval(), y, {.batch_size = 8})));
  const Array x = floats({20, 3});
  const Tensor centred = x - ops::mean(Tensor(x), {0});
  EXPECT_TRUE(equal(trained(centred, y, {.batch_size = 8}), trained(centred.eval(), y, {.batch_size = 8})))
      << "the mean is over all rows, not over a batch";
}

TEST(Fit, ProgramsOfLikeExpressionsAreNotMixedUp) {
  const Sequential model{Input{1}, Dense{.units = 1, .use_bias = false}};
  model.set_weights({Array{1}.reshape({1, 1})});
  const Array a = column({5, 7}), b = column({2, 3});
  const auto value = [&](const Tensor& x) { return model.predict(Data(x)).get(0); };
  const Tensor difference = a - b;
  EXPECT_EQ(value(difference * a), 15);
  EXPECT_EQ(value(difference * difference), 9) << "the same ops on other operands";
}

TEST(Fit, ChangingTheRatePlansNoProgram) {
  const Sequential model{Input{3}, Dense{1}};
  model.compile({.optimizer = SGD{.learning_rate = 0.1}, .loss = "mse"});
  const Array x = floats({8, 3}), y = floats({8, 1}, 50);
  const auto program = [&] {
    const detail::Source xs{Data(x), "x"}, ys{Data(y), "y"};
    return detail::train_program(model.state(), xs, ys, {}, {}, 8);
  };
  model.fit(x, y, {.epochs = 1, .verbose = 0});
  const auto before = program();
  for (const double rate : {0.05, 0.01, 0.5}) {
    model.optimizer().set_learning_rate(rate);
    model.fit(x, y, {.epochs = 2, .verbose = 0});
    EXPECT_EQ(program(), before);
  }
}

TEST(Fit, ChangingTheWeightDecayEachStepPlansNoProgram) {
  const Sequential model{Input{3}, Dense{1}};
  model.compile({.optimizer = AdamW{.learning_rate = 0.1, .weight_decay = 0.01}, .loss = "mse"});
  const Array x = floats({8, 3}), y = floats({8, 1}, 50);
  const auto program = [&] {
    const detail::Source xs{Data(x), "x"}, ys{Data(y), "y"};
    return detail::train_program(model.state(), xs, ys, {}, {}, 4);
  };
  const auto before = program();
  int steps = 0;
  const LambdaCallback change{.on_train_batch_end = [&](FitContext& c) {
    c.model().optimizer().set_weight_decay(0.01 * ++steps);
    EXPECT_EQ(program(), before);
  }};
  model.fit(x, y, {.batch_size = 4, .epochs = 3, .verbose = 0, .callbacks = {change}});
  EXPECT_EQ(steps, 6);
  EXPECT_FLOAT_EQ(static_cast<float>(model.optimizer().weight_decay()), 0.06f);
}

TEST(Fit, ADecayOfZeroIsNoDecay) {
  const auto trained = [](const Optimizer& optimizer, bool zero) {
    const Sequential model{Input{3}, Dense{20, relu}, Dense{1}};
    model.compile({.optimizer = optimizer, .loss = "mse"});
    if (zero) optimizer.set_weight_decay(0);
    model.fit(floats({8, 3}), floats({8, 1}, 50), {.batch_size = 4, .epochs = 3, .verbose = 0, .seed = 7});
    return model.get_weights();
  };
  const std::vector<Array> plain = trained(Adam{}, false);
  EXPECT_TRUE(equal(trained(AdamW{.weight_decay = 0.01}, true), plain));
  EXPECT_TRUE(equal(trained(AdamW{.weight_decay = 0}, false), plain));
  EXPECT_FALSE(equal(trained(AdamW{.weight_decay = 0.01}, false), plain));
}

TEST(Fit, FrozenLayersKeepTheirBits) {
  const Sequential model{Input{3}, Dense{4, "tanh"}, Dense{1}};
  model.compile({.optimizer = SGD{.learning_rate = 0.1}, .loss = "mse"});
  const Array x = floats({8, 3}), y = floats({8, 1}, 50);
  model.fit(x, y, {.verbose = 0});
  const std::vector<Array> before = model.get_weights();
  model.get_layer(0).set_trainable(false);
  model.fit(x, y, {.verbose = 0});
  std::vector<Array> after = model.get_weights();
  EXPECT_TRUE(same_bits(after[0], before[0]) && same_bits(after[1], before[1]));
  EXPECT_FALSE(same_bits(after[2], before[2]));
  model.get_layer(0).set_trainable(true);
  model.fit(x, y, {.verbose = 0});
  EXPECT_FALSE(same_bits(model.get_weights()[0], before[0]));
}

TEST(Fit, PenaltiesAreAddedToTheLoss) {
  const Sequential model{Input{1}, Dense{.units = 1, .use_bias = false, .kernel_regularizer = regularizers::L2{0.25}}};
  model.set_weights({Array{2}.reshape({1, 1})});
  model.compile({.optimizer = SGD{.learning_rate = 0.5}, .loss = "mse"});
  EXPECT_FLOAT_EQ(static_cast<float>(model.evaluate(column({1}), column({3}), {.verbose = 0}).loss()), 1 + 0.25f * 4);
  model.fit(column({1}), column({3}), {.verbose = 0});
  EXPECT_FLOAT_EQ(static_cast<float>(model.get_weights()[0].item()), 2 - 0.5f * (-2 + 2 * 0.25f * 2));
}

TEST(Fit, TwoInputsAndASharedLayer) {
  const Tensor a = Input{3}, b = Input{3};
  const Layer shared = Dense{2};
  const Model model({a, b}, {Tensors{shared(a), shared(b)} | Add{}});
  EXPECT_EQ(model.weights().size(), 2u);
  model.compile({.optimizer = SGD{.learning_rate = 0.1}, .loss = "mse"});
  const Array x = floats({8, 3}), z = floats({8, 3}, 100), y = floats({8, 2}, 50);
  const History history = model.fit({x, z}, y, {.epochs = 20, .verbose = 0});
  EXPECT_LT(history["loss"].back(), history["loss"].front());
  EXPECT_TRUE(same_bits(model.predict({x, z}), model.predict({z, x}))) << "a sum of one layer's outputs";
}

TEST(Fit, AddingALayerForgetsThePrediction) {
  const Sequential model{Input{3}, Dense{2}};
  const Array x = floats({4, 3});
  model.predict(x);
  model.add(Dense{5});
  EXPECT_EQ(model.predict(x).shape(), (Shape{4, 5}));
  model.pop();
  EXPECT_EQ(model.predict(x).shape(), (Shape{4, 2}));
}

TEST(Fit, PredictGivesARowTheSameBitsInAnyBatch) {
  const Sequential model{Input{19}, Dense{33, relu}, Dense{10, softmax}};
  const Array x = floats({23, 19});
  const Array all = model.predict(x, {.batch_size = 23});
  for (const int batch : {1, 2, 5, 7, 16, 32}) EXPECT_TRUE(same_bits(model.predict(x, {.batch_size = batch}), all));
}

TEST(Fit, DropoutFollowsTheSeedAndIsOffInPredict) {
  const Array x = floats({32, 3}), y = floats({32, 1}, 50);
  const auto weights = [&](int seed) {
    const Sequential model{Input{3}, Dense{16, relu}, Dropout{0.5}, Dense{1}};
    model.compile({.optimizer = "sgd", .loss = "mse"});
    model.fit(x, y, {.epochs = 2, .verbose = 0, .seed = seed});
    EXPECT_TRUE(same_bits(model.predict(x), model.predict(x)));
    return model.get_weights();
  };
  EXPECT_TRUE(equal(weights(3), weights(3)));
  EXPECT_FALSE(equal(weights(3), weights(4)));
}

TEST(Fit, BitsAreTheSameOnAnyNumberOfThreads) {
  const Array x = floats({150, 64}), y = floats({150, 256}, 9);
  const auto weights = [&](int count) {
    set_threads(count);
    const Sequential model{Input{64}, Dense{256, relu}, Dropout{0.2}, Dense{256}};
    model.compile({.optimizer = "adam", .loss = "mse"});
    model.fit(x, y, {.batch_size = 64, .epochs = 2, .verbose = 0, .seed = 5});
    set_threads(0);
    return model.get_weights();
  };
  const std::vector<Array> one = weights(1);
  for (const int count : {1, 2, 3, 8}) EXPECT_TRUE(equal(weights(count), one)) << count << " threads";
}

}  // namespace
}  // namespace glia
