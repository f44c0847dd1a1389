// Models that cannot be built, compiled or filled: the exception and what its message says.
#include "glia/layers/concatenate.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/layers/reshape.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/optimizers/sgd.hpp"
#include "glia/passes/grad.hpp"
#include "glia/schedules/exponential_decay.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using tests::expect_error;
using tests::noise;
using tests::same_bits;

Array floats(const Shape& shape) { return noise(0, shape).cast(f32); }

TEST(BadModel, NotCompiledOrNotBuilt) {
  const Sequential model{Input{4}, Dense{1}};
  const Array x = floats({3, 4}), y = floats({3, 1});
  expect_error<ValueError>([&] { model.fit(x, y); }, {"sequential", "compiled before fit()", "Call compile("});
  expect_error<ValueError>([&] { model.evaluate(x, y); }, {"compiled before evaluate()"});
  expect_error<ValueError>([&] { model.optimizer(); }, {"compiled before"});
  model.compile({.optimizer = "sgd"});
  expect_error<ValueError>([&] { model.fit(x, y, {.verbose = 0}); }, {"without a loss", ".loss = \"mse\""});
  model.compile({.loss = {"mse", "mae"}});
  expect_error<ValueError>([&] { model.fit(x, y, {.verbose = 0}); }, {"one loss for all outputs", "received 2"});
  model.compile({.loss = "mse", .loss_weights = {1, 2}});
  expect_error<ValueError>([&] { model.fit(x, y, {.verbose = 0}); }, {"one loss weight for each output"});
  const Sequential open{Dense{2}};
  expect_error<ValueError>([&] { open.set_weights({}); }, {"before set_weights()", "Input{"});
  const Sequential empty;
  expect_error<ValueError>([&] { empty.pop(); }, {"no layer to remove"});
  model.compile({.loss = "mse"});
  EXPECT_EQ(model.fit(x, y, {.verbose = 0})["loss"].size(), 1u);
}

TEST(BadModel, UnknownNames) {
  expect_error<ValueError>([] { Optimizer("admm"); }, {"admm", "Did you mean 'adam'"});
  expect_error<ValueError>([] { Optimizer("lookahead"); }, {"lookahead", "Known names: adadelta", "sgd"});
  expect_error<ValueError>([] { Loss("mean_square_error"); }, {"Did you mean 'mean_squared_error'"});
  expect_error<ValueError>([] { Loss("sparse_categorical_crosentropy"); },
                           {"Did you mean 'sparse_categorical_crossentropy'"});
  expect_error<ValueError>([] { Metric("acuracy"); }, {"Did you mean 'accuracy'"});
  expect_error<ValueError>([] { ActivationFn("relo"); }, {"relo", "Did you mean 'relu'"});
  expect_error<ValueError>([] { Initializer("glorot"); }, {"glorot", "glorot_normal", "glorot_uniform"});
  expect_error<ValueError>([] { Sequential{Input{4}, Dense{2, "sofmax"}}; }, {"Did you mean 'softmax'"});
  expect_error<ValueError>(
      [] {
        Sequential{Input{4}, Dense{.units = 2, .kernel_regularizer = "l3"}};
      },
      {"l3", "'l1'", "'l2'"});
  expect_error<ValueError>([] { detail::make_layer("Dens", Value()); }, {"Dens", "Did you mean 'Dense'"});
  const Sequential model{Input{4}, Dense{.units = 2, .name = "hidden"}, Dense{.units = 1, .name = "head"}};
  expect_error<ValueError>([&] { model.get_layer("hiden"); }, {"hiden", "Did you mean 'hidden'"});
  expect_error<ValueError>([&] { model.get_layer(2); }, {"2 layers", "Received 2"});
  expect_error<ValueError>([&] { model.get_layer(-3); }, {"2 layers", "-3"});
  model.compile({.loss = "mse"});
  const Evaluation result = model.evaluate(floats({3, 4}), floats({3, 1}), {.verbose = 0});
  expect_error<ValueError>([&] { (void)result["los"]; }, {"los", "Did you mean 'loss'"});
  expect_error<ValueError>([&] { (void)result.get<1>(); }, {"metric"});
  const History history = model.fit(floats({3, 4}), floats({3, 1}), {.verbose = 0});
  expect_error<ValueError>([&] { (void)history["val_loss"]; }, {"val_loss", "loss"});
}

/// The message of f()'s error begins with `begin`.
template <class F>
void expect_begin(const std::string& begin, F&& f) {
  try {
    f();
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).substr(0, begin.size()), begin);
  }
}

TEST(BadModel, PlacesAreSaidOnce) {
  const Sequential model{Input{4}, Dense{2}};
  model.compile({.loss = "mse"});
  expect_begin("loss mean_squared_error: T", [&] { model.fit(floats({3, 4}), floats({3, 3}), {.verbose = 0}); });
  expect_begin("sequential: The samples", [&] { model.predict(floats({3, 5})); });
  expect_begin("sequential: A model is applied", [&] { model(Input{5}); });
}

TEST(BadModel, ClassesAreListedAsTheyAreSpelled) {
  expect_error<ValueError>([&] { detail::make_layer("Zzzzzzzzzz", {}); },
                           {"Known names: Activation, ActivityRegularization, AdaptiveAveragePooling1D, "});
  expect_error<ValueError>([&] { Optimizer("zzzzzzzzzz"); },
                           {"Known names: adadelta, adafactor, adagrad, adam, adam_w"});
}

TEST(BadModel, SequentialKeepsWhatItHad) {
  const Layer shared = Dense{2};
  const Sequential model{Input{4}, Dense{.units = 3, .name = "a"}, shared};
  expect_error<ValueError>([&] { model.add(shared); }, {"only once", "functional Model"});
  expect_error<ValueError>([&] { model.add(Input{4}); }, {"first item of a Sequential"});
  expect_error<ValueError>([&] { model.add(Dense{.units = 1, .name = "a"}); }, {"different names", "'a' twice"});
  expect_error<ShapeError>([&] { model.add(Reshape{{5}}); }, {"layer 3 of sequential", "5"});
  EXPECT_EQ(model.layers().size(), 2u);
  EXPECT_EQ(model.predict(floats({3, 4})).shape(), (Shape{3, 2}));
  expect_error<ValueError>([] { Sequential{Dense{2}, Input{4}}; }, {"first item"});
  expect_error<ValueError>([] { Sequential{Input{4}, Dense{0}}; }, {"units"});
}

TEST(BadModel, Functional) {
  const Tensor a = Input{4}, b = Input{4};
  const Tensor h = a | Dense{2};
  expect_error<ValueError>([&] { Model(a, b | Dense{2}); }, {"not among the model's inputs", "f32[n,4]"});
  expect_error<ValueError>([&] { Model({a}, {h, b}); }, {"not among the model's inputs"});
  expect_error<ValueError>([&] { Model(a, Tensor(floats({3, 4}))); }, {"computed from its inputs", "f32[3,4]"});
  expect_error<ValueError>([&] { Model(h, h | Dense{2}); }, {"made by Input{"});
  expect_error<ValueError>([&] { Model({a, a}, {h}); }, {"listed once"});
  expect_error<ValueError>([&] { Model(Tensors{}, {h}); }, {"at least one input and one output"});
  expect_error<ValueError>([&] { Model(a, a | Dense{.units = 2, .name = "x"} | Dense{.units = 2, .name = "x"}); },
                           {"different names", "'x' twice"});
  expect_error<ShapeError>([&] { Tensors{a, Input{2, 2}.tensor()} | Concatenate{}; }, {"Concatenate", "(None, 2, 2)"});
  expect_error<ValueError>([&] { Tensors{a, Input{3}.tensor()} | Concatenate{.axis = 0}; }, {"along the batch"});
  const Model two({a}, {h, h | Dense{3}});
  expect_error<ValueError>([&] { two.predict(floats({3, 4})); }, {"several outputs", "predict_all()"});
  EXPECT_EQ(two.predict_all(floats({3, 4})).size(), 2u);
}

TEST(BadModel, ShapesInALayerNameIt) {
  const Sequential model{Input{4}, Dense{.units = 3, .name = "encoder"}};
  const Layer encoder = model.get_layer("encoder");
  expect_error<ShapeError>([&] { Input{5}.tensor() | encoder; }, {"encoder", "5"});
  const Layer wrong = [](const Tensor& x) { return ops::matmul(x, Tensor(floats({7, 2}))); };
  expect_error<ShapeError>([&] { Sequential{Input{4}, wrong}; }, {"layer 1 of sequential", "inner sizes", "4", "7"});
  expect_error<ShapeError>([&] { Input{4}.tensor() + Tensor(floats({3})); }, {"4", "3"});
  expect_error<ShapeError>([&] { ops::sum(Input{4}.tensor(), {5}); }, {"Axis 5", "2 axes"});
  expect_error<TypeError>([&] { grad(Tensor(Array(Shape{2}, i64)), Tensors{Tensor(floats({2}))}); },
                          {"grad", "real value", "i64"});
}

TEST(BadModel, SetWeightsIsAllOrNothing) {
  const Sequential model{Input{4}, Dense{2}};
  const std::vector<Array> before = model.get_weights();
  expect_error<ValueError>([&] { model.set_weights({floats({4, 2})}); }, {"one Array for each weight", "2", "1"});
  expect_error<ShapeError>([&] { model.set_weights({floats({4, 2}), floats({3})}); }, {"dense/bias", "(2,)", "(3,)"});
  expect_error<ShapeError>([&] { model.set_weights({floats({2, 4}), floats({2})}); }, {"dense/kernel", "(4, 2)"});
  expect_error<ShapeError>([&] { model.get_layer(0).set_weights({floats({4, 2}), floats({3})}); }, {"dense/bias"});
  const std::vector<Array> after = model.get_weights();
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(same_bits(after[i], before[i])) << i;
}

TEST(BadModel, RateThatAScheduleSets) {
  const Optimizer sgd = SGD{.learning_rate = schedules::ExponentialDecay{0.1, 10, 0.5}};
  expect_error<ValueError>([&] { sgd.set_learning_rate(0.5); }, {"schedule", "cannot be assigned"});
  expect_error<ValueError>([] { Optimizer(SGD{.clipnorm = 1, .clipvalue = 1}); }, {"Only one of clipnorm"});
}

TEST(BadModel, FailedCompileOfMetricsLeavesNoTrace) {
  const Sequential model{Input{4}, Dense{3}};
  model.compile({.loss = "mse", .metrics = {"mae", "accuracy"}});
  const Array x = floats({6, 4});
  EXPECT_THROW(model.fit(x, floats({6, 4}), {.verbose = 0}), Error);
  EXPECT_THROW(model.fit(x, floats({6, 4}), {.verbose = 0}), Error);
  const History history = model.fit(x, floats({6, 3}), {.verbose = 0});
  EXPECT_EQ(history.series().size(), 3u) << "loss, mae, accuracy: each once";
}

}  // namespace
}  // namespace glia
