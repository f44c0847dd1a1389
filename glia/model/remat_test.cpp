// remat() and RematScope: the same losses and weights to the bit, a smaller bill, nothing of it in a saved model.
#include "glia/layers/remat.hpp"

#include <functional>

#include "glia/files/json.hpp"
#include "glia/layers/add.hpp"
#include "glia/layers/batch_normalization.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/layers/layer_normalization.hpp"
#include "glia/layers/lstm.hpp"
#include "glia/layers/multi_head_attention.hpp"
#include "glia/model/bill.hpp"
#include "glia/model/input.hpp"
#include "glia/model/model.hpp"
#include "glia/model/model_state.hpp"
#include "glia/optimizers/sgd.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using tests::noise;
using tests::same_bits;

/// Twelve layers with weights, noise and moving statistics.
Model deep(Dim units) {
  const Sequential model{Input{units}};
  for (int i = 0; i < 4; ++i) {
    model.add(Dense{units, "gelu"});
    model.add(BatchNormalization{});
    model.add(Dropout{0.2});
  }
  model.add(Dense{3, "softmax"});
  model.compile({.optimizer = SGD{0.1}, .loss = "sparse_categorical_crossentropy"});
  return model;
}

std::int64_t arena(const Model& model, std::int64_t batch) { return detail::training_bill(model.state(), batch).arena; }

std::vector<Array> trained(const Model& model, Dim units, double& loss) {
  Array labels(Shape{64}, i32);
  for (std::int64_t i = 0; i < 64; ++i) labels.set(i, static_cast<double>(i % 3));
  const History history =
      model.fit(noise(0, {64, units}).cast(f32), labels, {.batch_size = 32, .epochs = 3, .verbose = 0, .seed = 7});
  loss = history["loss"].back();
  return model.get_weights();
}

TEST(Remat, TrainsToTheSameBitsOnLessMemory) {
  const auto made = [](const std::string& mode) {
    const RematScope scope{.mode = mode};
    return deep(64);
  };
  const Model plain = made("");
  double expected = 0;
  const std::vector<Array> weights = trained(plain, 64, expected);
  for (const char* mode : {"full", "activations"}) {
    SCOPED_TRACE(mode);
    const Model model = made(mode);
    double loss = 0;
    const std::vector<Array> got = trained(model, 64, loss);
    EXPECT_EQ(loss, expected);
    for (std::size_t i = 0; i < weights.size(); ++i) EXPECT_TRUE(same_bits(got[i], weights[i])) << i;
  }
  EXPECT_LT(static_cast<double>(arena(made("full"), 1024)), 0.8 * static_cast<double>(arena(plain, 1024)));
}

/// Sixteen layers of 512 units in blocks of four.
Model blocks(bool again) {
  const Sequential model{Input{512}};
  for (int b = 0; b < 4; ++b) {
    const Sequential block{Input{512}, Dense{512, "gelu"}, Dense{512, "gelu"}, Dense{512, "gelu"}, Dense{512, "gelu"}};
    model.add(again ? remat(block) : Layer(block));
  }
  model.compile({.optimizer = SGD{0.1}, .loss = "mse"});
  return model;
}

TEST(Remat, OfBlocksKeepsOneBlockAtATime) {
  const std::int64_t kept = arena(blocks(false), 1024), again = arena(blocks(true), 1024);
  RecordProperty("kept", std::to_string(kept));
  RecordProperty("again", std::to_string(again));
  EXPECT_LT(2 * again, kept);
  const Model copy = blocks(true).clone();
  copy.compile({.optimizer = SGD{0.1}, .loss = "mse"});
  EXPECT_EQ(arena(copy, 1024), again);
}

/// Blocks of a transformer, or of recurrent layers, on (n, 24, 32).
Model sequences(bool attention, bool again) {
  const auto block = [&](int b) -> Layer {
    const Input x(Shape{24, 32});
    const std::string name = "block_" + std::to_string(b);
    if (!attention) return Model(x, x | LSTM{.units = 32, .return_sequences = true}, name);
    const Tensor h = x | LayerNormalization{};
    const Tensor y = Tensors{x, Tensors{h, h} | MultiHeadAttention{.num_heads = 4, .key_dim = 8}} | Add{};
    const Tensor thought = y | LayerNormalization{} | Dense{128, "gelu"} | Dense{32};
    return Model(x, Tensors{y, thought} | Add{}, name);
  };
  const Input x(Shape{24, 32});
  Tensor y = x;
  for (int b = 0; b < 6; ++b) y = y | (again ? remat(block(b)) : block(b));
  const Model model(x, y);
  model.compile({.optimizer = SGD{0.1}, .loss = "mse"});
  return model;
}

TEST(Remat, OfAttentionAndRecurrentLayersKeepsTheBits) {
  for (const bool attention : {true, false}) {
    SCOPED_TRACE(attention ? "attention" : "recurrent");
    const Model plain = sequences(attention, false), again = sequences(attention, true);
    const Array x = noise(0, {8, 24, 32}).cast(f32), y = noise(1, {8, 24, 32}).cast(f32);
    for (const Model& model : {plain, again}) model.fit(x, y, {.batch_size = 4, .epochs = 2, .verbose = 0, .seed = 7});
    const std::vector<Array> expected = plain.get_weights(), got = again.get_weights();
    ASSERT_EQ(got.size(), expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) EXPECT_TRUE(same_bits(got[i], expected[i])) << i;
    EXPECT_LT(static_cast<double>(arena(again, 64)), 0.7 * static_cast<double>(arena(plain, 64)));
  }
}

TEST(Remat, OnlyLargeOrListedLayers) {
  const auto made = [](const RematScope&) { return deep(64); };
  const std::int64_t none = arena(made({.mode = ""}), 1024), all = arena(made({}), 1024);
  EXPECT_EQ(arena(made({.mode = "larger_than", .output_size_threshold = 64}), 1024), none);
  EXPECT_EQ(arena(made({.mode = "larger_than", .output_size_threshold = 63}), 1024), all);
  const std::int64_t one =
      arena(made({.mode = "list_of_layers", .layer_names = {"dense", "dense_1", "dense_2"}}), 1024);
  EXPECT_LT(one, none);
  EXPECT_EQ(arena(made({.mode = "list_of_layers", .layer_names = {"dance"}}), 1024), none);
}

TEST(Remat, IsNotSaved) {
  const RematScope scope{};
  const Layer marked = Dense{8};
  {
    const RematScope off{.mode = ""};
    EXPECT_EQ(detail::to_json(marked.config()), detail::to_json(Layer(Dense{8}).config()));
  }
}

TEST(Remat, SaysWhichModesThereAre) {
  tests::expect_error<ValueError>([] { const RematScope scope{.mode = "all"}; }, {"\"list_of_layers\"", "\"all\""});
  tests::expect_error<ValueError>([] { remat(Layer()); }, {"A layer is given"});
}

}  // namespace
}  // namespace glia
