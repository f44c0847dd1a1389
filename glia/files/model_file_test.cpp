#include "glia/files/model_file.hpp"

#include <cstring>
#include <filesystem>
#include <unistd.h>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/losses/mean_squared_error.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/adam.hpp"
#include "glia/optimizers/sgd.hpp"

namespace glia {
namespace {

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
  for (const Optimizer& optimizer : {Optimizer(Adam{.learning_rate = 0.01}), Optimizer(SGD{.momentum = 0.9})}) {
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
    EXPECT_TRUE(history.contains("mean_absolute_error"));
    expect_same_weights(whole, back);
  }
}

TEST(ModelFile, HoldsSharedLayersSeveralInputsAndOutputsAndPlainOperations) {
  const Input a({4}, {.name = "left"}), b{4};
  const Layer shared = Dense{.units = 5, .activation = relu, .name = "shared"};
  const Tensor h = shared(a) * 2.0 + shared(b), scaled = h + Array{1, 2, 3, 4, 5};
  const Model model({a, b}, {scaled | Dense{2}, h | Dense{3}}, "two");
  const Model back = reloaded(model);
  EXPECT_EQ(back.layers().size(), 3U);
  EXPECT_EQ(back.inputs().size(), 2U);
  expect_same_weights(model, back);
  const Array x = numbers({3, 4}, 1), y = numbers({3, 4}, 2);
  const auto before = model.predict_all({x, y}), after = back.predict_all({x, y});
  ASSERT_EQ(after.size(), 2U);
  expect_same_bits(before[0], after[0]);
  expect_same_bits(before[1], after[1]);
}

TEST(ModelFile, HoldsNestedModelsAppliedTwiceAndLayersSharedWithThem) {
  const Layer inside = Dense{.units = 4, .name = "inside"};
  const Input i{4};
  const Model inner(i, inside(i) | Dense{.units = 4, .name = "more"}, "inner");
  const Input x{4};
  const Model outer(x, inner(inner(x)) + inside(x), "outer");
  const Model back = reloaded(outer);
  EXPECT_EQ(outer.layers().size(), 2U);
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
