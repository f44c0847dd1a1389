#include "glia/base/error.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/layers/activation.hpp"
#include "glia/layers/add.hpp"
#include "glia/layers/average.hpp"
#include "glia/layers/concatenate.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/layers/maximum.hpp"
#include "glia/layers/minimum.hpp"
#include "glia/layers/multiply.hpp"
#include "glia/layers/reshape.hpp"
#include "glia/layers/subtract.hpp"
#include "glia/regularizers/l2.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::message_of;
using tests::numbers;
using tests::run_layer;
using Numbers = std::vector<double>;

Array column(const Numbers& values) { return Array(values).cast(f32).reshape({-1, 1}); }
Tensor input(const Shape& shape, DType dtype = f32) { return detail::parameter(0, {shape, dtype}); }

TEST(Dense, IsAProductAndABias) {
  const Layer layer = Dense{2};
  const Array x{{1, 2, 3}};
  layer(Tensor(x));
  layer.set_weights({Array{{1, 2}, {3, 4}, {5, 6}}, Array{10, 20}});
  EXPECT_EQ(numbers(run_layer(layer, x)), (Numbers{32, 48}));
}

TEST(Dense, ActsOnTheLastAxisOfAnyRank) {
  const Tensor y = input({-1, 5, 3}) | Dense{4, relu};
  EXPECT_EQ(y.shape(), (Shape{-1, 5, 4}));
}

TEST(Dense, WeightsHaveKerasNamesAndOrder) {
  const Layer layer = Dense{.units = 4, .name = "head"};
  layer(input({-1, 3}));
  ASSERT_EQ(layer.weights().size(), 2U);
  EXPECT_EQ(layer.weights()[0].path(), "head/kernel");
  EXPECT_EQ(layer.weights()[1].path(), "head/bias");
  EXPECT_EQ(layer.count_params(), 16);
  const Layer plain = Dense{.units = 4, .use_bias = false};
  plain(input({-1, 3}));
  EXPECT_EQ(plain.weights().size(), 1U);
}

TEST(Dense, CastsIntegersAndComputesInItsDtype) {
  EXPECT_EQ((input({-1, 3}, u8) | Dense{2}).dtype(), DType(f32));
  EXPECT_EQ((input({-1, 3}) | Dense{.units = 2, .dtype = f64}).dtype(), DType(f64));
}

TEST(Dense, KeepsItsRegularizersAndAddsTheActivityPenalty) {
  const Layer layer = Dense{.units = 2,
                            .kernel_regularizer = "l2",
                            .activity_regularizer = regularizers::L2{0.5},
                            .kernel_constraint = "non_neg"};
  detail::Trace trace;
  tests::value_of(layer(Array{{1, 2, 3}}), trace);
  EXPECT_EQ(trace.losses.size(), 1U);
  EXPECT_TRUE(static_cast<bool>(layer.weights()[0].state().regularizer));
  EXPECT_TRUE(static_cast<bool>(layer.weights()[0].state().constraint));
  EXPECT_FALSE(static_cast<bool>(layer.weights()[1].state().regularizer));
}

TEST(Dense, ActivityPenaltyIsDividedByTheRows) {
  const Layer layer = Dense{.units = 1, .kernel_initializer = "ones", .activity_regularizer = regularizers::L2{0.5}};
  detail::Trace trace;
  tests::value_of(layer(column({1, 3})), trace);
  EXPECT_EQ(tests::value_of(trace.losses.at(0)).item(), 0.5 * (1 + 9) / 2);
}

TEST(Flatten, JoinsAllAxesButTheBatch) {
  EXPECT_EQ((input({-1, 28, 28}) | Flatten{}).shape(), (Shape{-1, 784}));
  EXPECT_EQ((input({-1}) | Flatten{}).shape(), (Shape{-1, 1}));
  EXPECT_EQ((input({-1, 4, 2}, u8) | Flatten{}).dtype(), DType(u8));
}

TEST(Reshape, KeepsTheBatch) {
  EXPECT_EQ((input({-1, 12}) | Reshape{{3, 4}}).shape(), (Shape{-1, 3, 4}));
  EXPECT_EQ((input({-1, 3, 4}) | Reshape{{2, -1}}).shape(), (Shape{-1, 2, 6}));
  EXPECT_EQ((input({-1, 1}) | Reshape{}).shape(), (Shape{-1}));
  EXPECT_EQ(numbers(run_layer(Reshape{{2, 2}}, Array{{1, 2, 3, 4}})), (Numbers{1, 2, 3, 4}));
}

TEST(Activation, Applies) { EXPECT_EQ(numbers(run_layer(Activation{"relu"}, Array{{-1, 2}})), (Numbers{0, 2})); }

TEST(Dropout, DropsTheRateAndScalesTheRest) {
  Array x(Shape{100, 100});
  x.fill(3);
  const Array y = run_layer(Dropout{0.25}, x, true);
  int dropped = 0;
  for (const double v : y) {
    if (v == 0)
      ++dropped;
    else
      EXPECT_EQ(v, 4);
  }
  EXPECT_NEAR(dropped, 2500, 200);  // 4.6 standard deviations
}

TEST(Dropout, DoesNothingOutsideTraining) {
  const Array x{{1, 2, 3}};
  EXPECT_EQ(numbers(run_layer(Dropout{0.5}, x, false)), numbers(x));
  EXPECT_EQ(numbers(run_layer(Dropout{0}, x, true)), numbers(x));
}

TEST(Dropout, SharesTheMaskAlongAxesOfNoiseShape) {
  Array x(Shape{64, 8});
  x.fill(1);
  const Array y = run_layer(Dropout{.rate = 0.5, .noise_shape = {-1, 1}}, x, true);
  double kept = 0;
  for (int i = 0; i < 64; ++i) {
    for (int j = 1; j < 8; ++j) EXPECT_EQ(y(i, j), y(i, 0));
    kept += y(i, 0);
  }
  EXPECT_GT(kept, 0);
  EXPECT_LT(kept, 128);
}

TEST(Merging, ComputesNumberByNumber) {
  const std::vector<Array> two{Array{{1, 5}}, Array{{4, 2}}};
  const std::vector<Array> three{Array{{1, 5}}, Array{{4, 2}}, Array{{1, 2}}};
  EXPECT_EQ(numbers(run_layer(Add{}, three)), (Numbers{6, 9}));
  EXPECT_EQ(numbers(run_layer(Subtract{}, two)), (Numbers{-3, 3}));
  EXPECT_EQ(numbers(run_layer(Multiply{}, three)), (Numbers{4, 20}));
  EXPECT_EQ(numbers(run_layer(Average{}, three)), (Numbers{2, 3}));
  EXPECT_EQ(numbers(run_layer(Maximum{}, three)), (Numbers{4, 5}));
  EXPECT_EQ(numbers(run_layer(Minimum{}, three)), (Numbers{1, 2}));
  EXPECT_EQ(numbers(run_layer(Concatenate{}, three)), (Numbers{1, 5, 4, 2, 1, 2}));
  EXPECT_EQ((Tensors{input({-1, 3, 1}), input({-1, 1, 4})} | Add{}).shape(), (Shape{-1, 3, 4}));
  EXPECT_EQ((Tensors{input({-1, 3, 2}), input({-1, 5, 2})} | Concatenate{1}).shape(), (Shape{-1, 8, 2}));
}

TEST(LayerErrors, AreSentencesWithHints) {
  const auto starts = [](const std::string& text, const std::string& expected) {
    EXPECT_EQ(text.substr(0, expected.size()), expected);
  };
  const auto apply = [](const Shape& shape, const Layer& layer) {
    return message_of([&] { (void)layer(input(shape)); });
  };
  const auto merge = [](const std::vector<Shape>& shapes, const Layer& layer) {
    Tensors xs;
    for (const Shape& s : shapes) xs.push_back(input(s));
    return message_of([&] { (void)layer(xs); });
  };
  const auto named = [](auto layer) {
    layer.name = "layer";
    return Layer(layer);
  };
  starts(apply({-1, 3}, named(Dense{})),
         "layer: The number of units must be above 0. Expected 1 or more, received 0. Write Dense{10}.");
  starts(apply({-1, 3}, named(Dense{-1})),
         "layer: The number of units must be above 0. Expected 1 or more, received -1.");
  starts(
      apply({-1}, named(Dense{3})),
      "layer: Dense needs a batch axis and an axis of features. Expected (n, …, features), received (None,). Reshape");
  starts(apply({-1, 3}, named(Dropout{1.0})),
         "layer: The rate is the share of numbers that are dropped. Expected 0 ≤ rate < 1, received 1.");
  starts(apply({-1, 3}, named(Dropout{20})),
         "layer: The rate is the share of numbers that are dropped. Expected 0 ≤ rate < 1, received 20. Write it as a "
         "fraction: 0.2.");
  starts(apply({-1, 3}, named(Dropout{.rate = 0.5, .noise_shape = {-1, 2}})),
         "layer: Each size of noise_shape must be 1, −1 or the input's. Expected one that fits (None, 3), received "
         "(None, 2).");
  starts(
      apply({-1, 12}, named(Reshape{{5, 2}})),
      "layer: A row of the input does not fit into target_shape. Expected 12 elements, as in (12,), received (5, 2). "
      "target_shape does not name the batch; one size may be −1.");
  starts(apply({-1, 12}, named(Reshape{{5, -1}})), "layer: A row of the input does not fit into target_shape.");
  starts(apply({-1, 12}, named(Reshape{{-1, -1}})), "layer: Only one size of target_shape may be −1.");
  starts(apply({-1, 3}, named(Add{})),
         "layer: A merging layer is applied to several inputs. Expected two or more, received 1. Write Tensors{a, b} | "
         "Add{}.");
  starts(merge({{-1, 3}, {-1, 3}, {-1, 3}}, named(Subtract{})),
         "layer: A merging layer is applied to several inputs. Expected 2, received 3.");
  starts(
      merge({{-1, 3}, {-1, 4}}, named(Add{})),
      "layer: The inputs of a merging layer must have the same sizes, or 1 on one side. Expected input 1 to fit (None, "
      "3), received (None, 4). Bring them to one size first");
  starts(merge({{-1, 3}, {-1, 3, 1}}, named(Multiply{})),
         "layer: The inputs of a merging layer must have the same sizes");
  starts(merge({{-1, 3}, {-1, 3}}, named(Concatenate{2})),
         "layer: The axis must be one of the inputs'. Expected an axis from 1 to 1, or from the end, for (None, 3), "
         "received 2.");
  starts(merge({{-1, 3}, {-1, 3}}, named(Concatenate{0})), "layer: Inputs cannot be joined along the batch.");
  starts(
      merge({{-1, 3, 2}, {-1, 3, 4}}, named(Concatenate{1})),
      "layer: Concatenate needs inputs that differ only along axis 1. Expected input 1 to fit (None, 3, 2), received "
      "(None, 3, 4).");
  starts(merge({{-1, 3}, {-1, 3}}, named(Dense{3})), "layer: Dense: The layer takes one input.");
}

TEST(LayerConfig, MakesTheSameLayerAgain) {
  const Layer dense = Dense{.units = 3, .activation = "tanh", .kernel_regularizer = "l2", .name = "a"};
  for (const Layer& layer : {dense, Layer(Flatten{}), Layer(Reshape{{2, -1}}), Layer(Activation{"relu"}),
                             Layer(Dropout{0.3}), Layer(Add{}), Layer(Subtract{}), Layer(Multiply{}), Layer(Average{}),
                             Layer(Maximum{}), Layer(Minimum{}), Layer(Concatenate{1})}) {
    const Value config = layer.config();
    EXPECT_EQ(detail::make_layer(layer.class_name(), config["config"]).config(), config) << layer.class_name();
  }
  EXPECT_EQ(dense.config()["config"]["units"], 3);
}

}  // namespace
}  // namespace glia
