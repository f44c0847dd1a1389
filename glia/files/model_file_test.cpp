#include "glia/files/model_file.hpp"

#include <cstring>
#include <filesystem>
#include <unistd.h>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/base/seed.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/layers/lstm.hpp"
#include "glia/losses/mean_squared_error.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/optimizers/adam.hpp"
#include "glia/optimizers/adamw.hpp"
#include "glia/optimizers/loss_scale_optimizer.hpp"
#include "glia/optimizers/schedule_free_adamw.hpp"
#include "glia/optimizers/sgd.hpp"
#include "testing/expect_error.hpp"

namespace glia {
namespace {

using tests::expect_error;

class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& ending)
      : path_(::testing::TempDir() + "glia_model_" + std::to_string(getpid()) + ending) {}
  ~TemporaryFile() { std::filesystem::remove(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Array numbers(const Shape& shape, int seed) {
  Array out(shape);
  std::uint32_t state = static_cast<std::uint32_t>(seed) * 2654435761U + 1;
  for (std::int64_t i = 0; i < out.size(); ++i) {
    state = state * 1664525U + 1013904223U;
    out.set(i, static_cast<double>(state >> 8) / (1 << 23) - 1);
  }
  return out;
}

void expect_same_bits(const Array& a, const Array& b) {
  ASSERT_TRUE(a.shape() == b.shape()) << a.shape().str() << b.shape().str();
  EXPECT_EQ(std::memcmp(a.raw(), b.raw(), static_cast<std::size_t>(a.bytes())), 0);
}

void expect_same_weights(const Model& a, const Model& b) {
  const auto x = a.get_weights(), y = b.get_weights();
  ASSERT_EQ(x.size(), y.size());
  for (std::size_t i = 0; i < x.size(); ++i) expect_same_bits(x[i], y[i]);
}

Sequential small() {
  return Sequential{Input{6}, Dense{.units = 20, .activation = relu}, Dropout{0.25}, Dense{.units = 3, .name = "last"}};
}

Model reloaded(const Model& model) {
  const detail::ModelFile file = detail::model_to_file(model);
  return detail::model_from_file({file.tensors, file.metadata, false}, "memory");
}

TEST(ModelFile, PredictsTheSameBitsAfterLoading) {
  for (const char* ending : {".glia", ".safetensors", "_without_ending"}) {
    const Sequential model = small();
    const TemporaryFile file(ending);
    model.save(file.path());
    const Model back = load_model(file.path());
    EXPECT_EQ(back.name(), "sequential");
    EXPECT_EQ(back.get_layer("last").class_name(), "Dense");
    EXPECT_EQ(back.get_layer(1).config(), model.get_layer(1).config());
    EXPECT_EQ(back.weights()[0].path(), "dense/kernel");
    expect_same_weights(model, back);
    const Array x = numbers({7, 6}, 1);
    expect_same_bits(model.predict(x), back.predict(x));
  }
}

TEST(ModelFile, GoesOnTrainingWithTheSameBits) {
  const Array x = numbers({50, 6}, 1), y = numbers({50, 3}, 2);
  for (const Optimizer& optimizer :
       {Optimizer(Adam{.learning_rate = 0.01}), Optimizer(SGD{.momentum = 0.9}), Optimizer("adafactor"),
        Optimizer("nadam"), Optimizer(ScheduleFreeAdamW{.learning_rate = 0.05}),
        Optimizer(LossScaleOptimizer{.inner_optimizer = AdamW{}, .dynamic_growth_steps = 3})}) {
    SCOPED_TRACE(optimizer.name());
    const Sequential whole = small();
    const Model start = whole.clone();
    whole.compile({.optimizer = optimizer.clone(), .loss = "mse", .metrics = {"mae"}});
    start.compile({.optimizer = optimizer.clone(), .loss = "mse", .metrics = {"mae"}});
    whole.fit(x, y, {.batch_size = 16, .epochs = 4, .verbose = 0, .seed = 3});
    start.fit(x, y, {.batch_size = 16, .epochs = 2, .verbose = 0, .seed = 3});
    const TemporaryFile file(".glia");
    start.save(file.path());
    const Model back = load_model(file.path());
    EXPECT_EQ(back.optimizer().iterations(), 8);
    const History history =
        back.fit(x, y, {.batch_size = 16, .epochs = 4, .verbose = 0, .initial_epoch = 2, .seed = 3});
    EXPECT_TRUE(history.contains("mae"));
    expect_same_weights(whole, back);
  }
}

TEST(ModelFile, HoldsSharedLayersSeveralInputsAndOutputsAndPlainOperations) {
  const Input a({4}, {.name = "left"}), b{4};
  const Layer shared = Dense{.units = 5, .activation = relu, .name = "shared"};
  const Tensor h = shared(a) * 2.0 + shared(b), scaled = h + Array{1, 2, 3, 4, 5};
  const Model model({a, b}, {scaled | Dense{2}, h | Dense{3}}, "two");
  const Model back = reloaded(model);
  EXPECT_EQ(back.layers().size(), 5U);  // two of them stand for inputs
  EXPECT_EQ(back.inputs().size(), 2U);
  expect_same_weights(model, back);
  const Array x = numbers({3, 4}, 1), y = numbers({3, 4}, 2);
  const auto before = model.predict_all({x, y}), after = back.predict_all({x, y});
  ASSERT_EQ(after.size(), 2U);
  expect_same_bits(before[0], after[0]);
  expect_same_bits(before[1], after[1]);
}

struct Unstated {
  double factor = 2;
  Tensor call(Scope&, Tensor x) const { return x * factor; }
};
struct UnstatedPenalty {
  double factor = 2;
  Tensor operator()(const Tensor& w) const { return ops::sum(w) * factor; }
};
struct Twice {
  Tensor call(Scope&, Tensor x) const { return x * 2.0; }
};

TEST(ModelFile, IsRefusedForClassesWithDataButWithoutFields) {
  const auto save = [](const Layer& layer) { (void)detail::model_to_file(Sequential{Input{4}, layer}); };
  expect_error<UnsupportedError>([&] { save(Unstated{5}); }, {"unstated: ", "no fields()", "Unstated", "static void"});
  expect_error<UnsupportedError>([&] { save(Dense{.units = 1, .kernel_regularizer = UnstatedPenalty{}}); },
                                 {"dense: ", "no fields()", "UnstatedPenalty"});
  EXPECT_TRUE((Layer(Unstated{5}).config()["config"].is_null()));
  register_layer<Twice>();  // nothing in it can be lost
  const Array x = numbers({3, 4}, 1);
  const Sequential model{Input{4}, Twice{}};
  expect_same_bits(model.predict(x), reloaded(model).predict(x));
  register_layer<Unstated>();  // an older file may hold one
  expect_error<ValueError>([&] { (void)detail::make_layer("Unstated", Value::object()); }, {"no fields()", "Unstated"});
}

TEST(ModelFile, LoadedModelsCanStandSideBySide) {
  const Model a = reloaded(Sequential{Input{4}, Dense{3}}), b = reloaded(Sequential{Input{4}, Dense{3}});
  const Input in{4};
  const Model both(in, (a(in) + b(in)) / 2.0);
  const Model back = reloaded(both);
  EXPECT_EQ(back.get_layer(-2).name(), "sequential");
  EXPECT_EQ(back.get_layer(-1).name(), "sequential_1");
  const Array x = numbers({3, 4}, 1);
  expect_same_bits(both.predict(x), back.predict(x));
}

/// Nothing here names a seed: the model has one of its own, which its file keeps.
TEST(ModelFile, GoesOnWithTheSeedOfTheModel) {
  const Array x = numbers({64, 6}, 1), y = numbers({64, 1}, 2);
  const auto start = [&] {
    set_seed(11);
    const Sequential before{Input{1}, Dense{1}};  // takes the seed of the first model
    const Sequential inner{Input{6}, Dense{8}, Dropout{0.5}};
    Sequential model{Input{6}, inner, Dropout{0.25}, Dense{1}};
    model.compile({.optimizer = Adam{}, .loss = "mse"});
    return model;
  };
  const Sequential whole = start(), half = start();
  whole.fit(x, y, {.batch_size = 16, .epochs = 4, .verbose = 0});
  half.fit(x, y, {.batch_size = 16, .epochs = 2, .verbose = 0});
  const Model back = reloaded(half);
  back.fit(x, y, {.batch_size = 16, .epochs = 4, .verbose = 0, .initial_epoch = 2});
  expect_same_weights(whole, back);
}

TEST(ModelFile, HoldsNestedModelsAppliedTwiceAndLayersSharedWithThem) {
  const Layer inside = Dense{.units = 4, .name = "inside"};
  const Input i{4};
  const Model inner(i, inside(i) | Dense{.units = 4, .name = "more"}, "inner");
  const Input x{4};
  const Model outer(x, inner(inner(x)) + inside(x), "outer");
  const Model back = reloaded(outer);
  EXPECT_EQ(outer.layers().size(), 3U);
  EXPECT_EQ(detail::model_to_file(back).tensors.size(), 4U);
  EXPECT_EQ(detail::model_to_file(back).tensors[0].name, "inner/inside/kernel");
  const Array data = numbers({3, 4}, 1);
  expect_same_bits(outer.predict(data), back.predict(data));
  back.get_layer("inside").set_weights({numbers({4, 4}, 5), Array{0, 0, 0, 0}});
  const Array inner_kernel = detail::model_to_file(back).tensors[0].array;
  expect_same_bits(inner_kernel, numbers({4, 4}, 5));
}

TEST(ModelFile, KeepsWhatIsFrozenAndTheInputsDtype) {
  const Sequential model{Input({2, 3}, {.name = "pixels", .dtype = u8}), Flatten{}, Dense{2}, Dense{1}};
  model.get_layer(1).set_trainable(false);
  Variable(model.weights()[3]).set_trainable(false);
  const Model back = reloaded(model);
  EXPECT_EQ(back.inputs()[0].dtype(), u8);
  EXPECT_FALSE(back.get_layer(1).trainable());
  EXPECT_EQ(back.trainable_weights().size(), model.trainable_weights().size());
  EXPECT_EQ(detail::model_to_file(back).metadata, detail::model_to_file(model).metadata);
}

TEST(ModelFile, KeepsTheBatchSizeButNoStates) {
  const Sequential model{Input({4, 3}, {.batch_size = 2}), LSTM{.units = 2, .stateful = true}};
  const Array x = numbers({2, 4, 3}, 1);
  const Array first = model.predict(x, {.batch_size = 2});
  EXPECT_EQ(detail::model_to_file(model).tensors.size(), 3U);
  const Model back = reloaded(model);
  expect_same_bits(first, back.predict(x, {.batch_size = 2}));
  EXPECT_THROW(back.predict(numbers({3, 4, 3}, 1)), ValueError);
}

TEST(ModelFile, HoldsAModelThatHasNoInputYet) {
  const Sequential model{Dense{4}, Dense{1}};
  const Model back = reloaded(model);
  EXPECT_FALSE(back.built());
  back.build({3});
  EXPECT_EQ(back.count_params(), 3 * 4 + 4 + 5);
}

struct Doubled {
  double factor = 2;
  static void fields(Fields& f) { f("factor", &Doubled::factor); }
  Tensor call(Scope&, const Tensor& x) const { return x * factor; }
};

TEST(ModelFile, LayersOfTheUsersOwnNeedRegistering) {
  const Sequential model{Input{2}, Dense{2}, Doubled{3}};
  const detail::ModelFile file = detail::model_to_file(model);
  const auto load = [&] { return detail::model_from_file({file.tensors, file.metadata, false}, "m.glia"); };
  try {
    load();
    FAIL();
  } catch (const FileError& e) {
    EXPECT_NE(std::string(e.what()).find("m.glia: glia.model.layers[1].class_name: There is no layer class 'Doubled'"),
              std::string::npos)
        << e.what();
    EXPECT_NE(std::string(e.what()).find("register_layer<Doubled>()"), std::string::npos) << e.what();
  }
  register_layer<Doubled>();
  const Array x = numbers({3, 2}, 1);
  expect_same_bits(model.predict(x), load().predict(x));
}

TEST(ModelFile, KeepsWhatBelongsToEachOutputAndTheDecay) {
  const Input x{2};
  const Model model{{x}, {x | Dense{.units = 1, .name = "a"}, x | Dense{.units = 1, .name = "b"}}};
  model.compile({.optimizer = AdamW{.weight_decay = 0.01},
                 .loss = {{"b", "mae"}, {"a", "mse"}},
                 .loss_weights = {{"b", 2.0}},
                 .metrics = {ForOutput{"b", {"mae", "mse"}}},
                 .weighted_metrics = {"mse", {}}});
  model.optimizer().set_weight_decay(0.25);
  const Data y{numbers({4, 1}, 2), numbers({4, 1}, 3)};
  const Model back = reloaded(model);
  EXPECT_EQ(back.optimizer().weight_decay(), 0.25);
  const Logs expected = model.test_on_batch(numbers({4, 2}, 1), y), got = back.test_on_batch(numbers({4, 2}, 1), y);
  EXPECT_EQ(got.entries(), expected.entries());
  EXPECT_TRUE(got.contains("b_mae") && got.contains("b_mse") && got.contains("a_mse") && got.contains("b_loss"));
}

TEST(ModelFile, SavesWithoutALambdaLossAndSaysSo) {
  const Sequential model{Input{2}, Dense{1}};
  model.compile({.optimizer = SGD{.learning_rate = 0.5},
                 .loss = [](const Tensor& y, const Tensor& p) { return losses::MeanSquaredError{}(y, p); },
                 .metrics = {"mae"}});
  std::vector<std::string> hints;
  set_log_sink([&](LogLevel level, std::string_view text) {
    if (level == LogLevel::hint) hints.emplace_back(text);
  });
  const Model back = reloaded(model);
  set_log_sink({});
  ASSERT_EQ(hints.size(), 1U);
  EXPECT_NE(hints[0].find("saved without loss"), std::string::npos) << hints[0];
  EXPECT_EQ(back.optimizer().learning_rate(), 0.5);
  EXPECT_THROW(back.fit(numbers({4, 2}, 1), numbers({4, 1}, 2), {.verbose = 0}), ValueError);
}

TEST(ModelFile, RefusesALambdaLayerAndFormatsOfOthers) {
  const Sequential model{Input{2}, Layer([](const Tensor& x) { return x + 1.0; })};
  EXPECT_THROW(model.save("x.glia"), UnsupportedError);
  try {
    small().save("/nowhere/model.KERAS");
    FAIL();
  } catch (const UnsupportedError& e) {
    EXPECT_NE(std::string(e.what()).find("Supported: .glia and .safetensors"), std::string::npos) << e.what();
  }
  EXPECT_THROW(load_model("m.onnx"), UnsupportedError);
  EXPECT_THROW(load_model("missing.glia"), FileError);
}

}  // namespace
}  // namespace glia
