#include <cstring>

#include "glia/base/error.hpp"
#include "glia/base/threads.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/layers/add.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/model/bill.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/adam.hpp"
#include "glia/optimizers/optimizer_state.hpp"

namespace glia {
namespace {

Sequential dense128() {
  return Sequential{Input{28, 28}, Flatten{}, Dense{.units = 128, .activation = relu},
                    Dense{.units = 10, .activation = softmax}};
}

void compile(const Model& model) {
  model.compile({.optimizer = Adam{}, .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
}

// As Keras 3.15 prints it with line_length 80: testing/goldens/texts.json, summary_dense128.
const char* const kTable =
    R"(Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                      ┃ Output Shape             ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ flatten (Flatten)                 │ (None, 784)              │             0 │
├───────────────────────────────────┼──────────────────────────┼───────────────┤
│ dense (Dense)                     │ (None, 128)              │       100,480 │
├───────────────────────────────────┼──────────────────────────┼───────────────┤
│ dense_1 (Dense)                   │ (None, 10)               │         1,290 │
└───────────────────────────────────┴──────────────────────────┴───────────────┘
)";

std::string from(const std::string& text, const std::string& begin) {
  const std::size_t at = text.find(begin);
  return at == std::string::npos ? "" : text.substr(at);
}

TEST(Summary, IsKerassTable) {
  const std::string totals =
      " Total params: 101,770 (397.54 KB)\n Trainable params: 101,770 (397.54 KB)\n Non-trainable params: 0 (0.00 B)\n";
  const std::string text = dense128().summary_text();
  EXPECT_EQ(text.substr(0, text.find(" Predicting")), kTable + totals);
}

TEST(Summary, CountsFrozenLayersAndTheTrainedOptimizer) {
  const Sequential frozen = dense128();
  frozen.get_layer(1).set_trainable(false);
  EXPECT_EQ(from(frozen.summary_text(), " Trainable").substr(0, 86),
            " Trainable params: 1,290 (5.04 KB)\n Non-trainable params: 100,480 (392.50 KB)\n Predict");
  const Sequential trained = dense128();
  compile(trained);
  EXPECT_EQ(trained.summary_text().find("Optimizer params"), std::string::npos);
  trained.fit(Array(Shape{32, 28, 28}), Array(Shape{32}, i64), {.verbose = 0});
  const std::string text = trained.summary_text();
  EXPECT_NE(text.find(" Total params: 305,312 (1.16 MB)\n"), std::string::npos) << text;
  EXPECT_NE(text.find(" Optimizer params: 203,542 (795.09 KB)\n"), std::string::npos) << text;
}

TEST(Summary, NamesConnectionsWhereLayersBranch) {
  const Input x({4}, {.name = "x"});
  const Tensor h = x | Dense{.units = 4, .name = "left"};
  const Model model(x, Tensors{h, x | Dense{.units = 4, .name = "a_right_side_of_long_name"}} | Add{}, "branched");
  const std::string text = model.summary_text();
  EXPECT_NE(text.find("Connected to"), std::string::npos);
  EXPECT_NE(text.find("│ x (InputLayer)        │ (None, 4)         │           0 │ -                  │"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("│ add (Add)             │ (None, 4)         │           0 │ left[0][0],        │\n"
                      "│                       │                   │             │ a_right_side_of_lo │"),
            std::string::npos)
      << text;
}

TEST(Summary, LeavesOutNumbers) {
  const Input x{4};
  const Tensor scaled = Tensor(x) * 2.0 + Array{1, 2, 3, 4};
  const Model model(x, scaled | Dense{1});
  const std::string text = model.summary_text();
  EXPECT_EQ(text.find("broadcast_to"), std::string::npos) << text;
  EXPECT_EQ(text.find("constant"), std::string::npos) << text;
  std::size_t rows = 0;
  for (std::size_t at = text.find(" ("); at != std::string::npos; at = text.find(" (", at + 1)) {
    for (const char* kind : {" (InputLayer)", " (Operation)", " (Dense)"})
      rows += text.compare(at, std::strlen(kind), kind) == 0;
  }
  EXPECT_EQ(rows, 4u) << text;  // the input, the product, the sum, the layer
}

TEST(Layers, OfAModelFromInputToOutputBeginWithItsInputs) {
  const Input x({4}, {.name = "x"}), y{2}, z{3};
  const Layer named = Dense{.units = 2, .name = "input_layer"};
  const Model model({x, y, z}, {named(x) + Tensor(y), z | Dense{1}});
  std::vector<std::string> names, kinds;
  for (const Layer& layer : model.layers()) {
    names.push_back(layer.name());
    kinds.push_back(layer.class_name());
  }
  EXPECT_EQ(names, (std::vector<std::string>{"x", "input_layer_1", "input_layer_2", "input_layer", "dense"}));
  EXPECT_EQ(kinds, (std::vector<std::string>{"InputLayer", "InputLayer", "InputLayer", "Dense", "Dense"}));
  EXPECT_EQ(model.get_layer(0).name(), "x");
  EXPECT_EQ(model.get_layer(-1).name(), "dense");
  EXPECT_EQ(model.get_layer("x").count_params(), 0);
  EXPECT_EQ(model.get_layer("input_layer").count_params(), 10);
  EXPECT_EQ(model.count_params(), 14);
  EXPECT_NE(model.summary_text().find("input_layer_2"), std::string::npos);
  EXPECT_THROW((void)model.get_layer(0)(Tensor(x)), ValueError);
  EXPECT_EQ(dense128().layers().size(), 3u);  // as in Keras, a Sequential does not list its Input
}

TEST(Summary, OfAModelWithoutInputSaysSo) {
  const std::string text = Sequential{Dense{3}}.summary_text();
  EXPECT_NE(text.find("│ ?                        │   0 (unbuilt) │"), std::string::npos) << text;
  EXPECT_THROW((void)dense128().summary_text({.line_length = 5}), ValueError);
  EXPECT_THROW((void)dense128().summary_text({.batch_size = 0}), ValueError);
}

std::int64_t held(const std::vector<Variable>& variables) {
  std::int64_t sum = 0;
  for (const Variable& v : variables) sum += v.state().storage.bytes();
  return sum;
}

TEST(Bill, EqualsWhatTrainingAndPredictingThenHold) {
  const Sequential model = dense128();
  compile(model);
  const detail::Bill training = detail::training_bill(model.state(), 32);
  const detail::Bill predicting = detail::predicting_bill(model.state(), 32);
  for (const Variable& v : model.weights()) EXPECT_FALSE(v.state().ready());  // the bill draws nothing
  EXPECT_TRUE(model.optimizer().state().slots.empty());

  const Array x(Shape{96, 28, 28}), y(Shape{96}, i32);
  model.fit(x, y, {.batch_size = 32, .verbose = 0});
  EXPECT_EQ(training.weights, held(model.weights()));
  EXPECT_EQ(training.optimizer, held(model.optimizer().variables()));
  EXPECT_EQ(training.metrics, 4 * 4);  // loss and accuracy: a total and a count each
  EXPECT_GE(training.weights, 4 * 101'770);
  const detail::Source xs(Data(x), "x"), ys(Data(y), "y");
  const auto step = detail::train_program(model.state(), xs, ys, {}, {}, 32);
  EXPECT_EQ(training.arena, step->arena_bytes());
  EXPECT_EQ(training.scratch, step->scratch_bytes());
  EXPECT_EQ(training.flops, step->flops(32));
  EXPECT_GT(training.flops, 2.0 * 32 * (784 * 128 * 2 + 128 * 10 * 3));

  model.predict(x);
  const auto forward = detail::predict_program(model.state(), xs, 32);
  EXPECT_EQ(predicting.weights, training.weights);
  EXPECT_EQ(predicting.arena, forward->arena_bytes());
  EXPECT_EQ(predicting.scratch, forward->scratch_bytes());
  EXPECT_EQ(predicting.optimizer, 0);
}

TEST(Bill, StandsInTheSummaryForTheBatchAskedFor) {
  const Sequential model = dense128();
  compile(model);
  set_threads(1);
  const std::string text = model.summary_text({.batch_size = 64});
  set_threads(0);
  EXPECT_NE(text.find(" Training by batches of 64 on 1 thread: "), std::string::npos) << text;
  EXPECT_NE(text.find(" Predicting by batches of 64 on 1 thread: "), std::string::npos) << text;
  EXPECT_LT(detail::training_bill(model.state(), 32).arena, detail::training_bill(model.state(), 64).arena);
}

TEST(Bill, OfAnEnormousModelTakesNoMemoryForIt) {
  const Sequential model{Input{1'000'000}, Dense{1'000'000}, Dense{1}};
  model.compile({.optimizer = Adam{}, .loss = "mse"});
  EXPECT_GT(detail::training_bill(model.state(), 1).total(), 12'000'000'000'000);
}

}  // namespace
}  // namespace glia
