#include <cmath>

#include "glia/graph/node.hpp"
#include "glia/losses/binary_crossentropy.hpp"
#include "glia/losses/binary_focal_crossentropy.hpp"
#include "glia/losses/categorical_crossentropy.hpp"
#include "glia/losses/categorical_focal_crossentropy.hpp"
#include "glia/losses/categorical_generalized_cross_entropy.hpp"
#include "glia/losses/circle.hpp"
#include "glia/losses/cosine_similarity.hpp"
#include "glia/losses/dice.hpp"
#include "glia/losses/half_squared_error.hpp"
#include "glia/losses/huber.hpp"
#include "glia/losses/mean_absolute_error.hpp"
#include "glia/losses/mean_squared_error.hpp"
#include "glia/losses/sparse_categorical_crossentropy.hpp"
#include "glia/losses/tversky.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::message_of;
using tests::value_of;

void expect_near(const Array& got, const std::vector<double>& expected) {
  ASSERT_EQ(got.size(), static_cast<std::int64_t>(expected.size()));
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(got.get(static_cast<std::int64_t>(i)), expected[i], 1e-6 * std::max(1.0, std::abs(expected[i]))) << i;
  }
}

Tensor input(const Shape& shape, DType dtype = f32) { return detail::parameter(0, {shape, dtype}); }

TEST(Losses, SquaresAndDistances) {
  const Array t{{1, 2}, {3, 4}};
  const Array y{{2, 2}, {0, 6}};
  expect_near(value_of(Loss("mse")(t, y)), {0.5, 6.5});
  expect_near(value_of(Loss("mae")(t, y)), {0.5, 2.5});
  expect_near(value_of(losses::HalfSquaredError{}(t, y)), {0.5, 6.5});
  expect_near(value_of(Loss(losses::HalfSquaredError{}).reduced(t, y)), {7});
  expect_near(value_of(Loss("mse").reduced(t, y)), {3.5});
  expect_near(value_of(Loss(losses::MeanSquaredError{.reduction = "sum"}).reduced(t, y)), {7});
  expect_near(value_of(Loss("mse").reduced(t, y, Array{1, 0})), {0.25});  // over the count of rows, as Keras
}

TEST(Losses, Crossentropies) {
  // −ln 0.7 = 0.35667494, −ln 0.25 = 1.38629436; ln Σ e^p = 1.46794955 and 1.43906999
  const Array p{{0.1, 0.7, 0.2}, {0.5, 0.25, 0.25}};
  const Array labels{1, 2};
  const Array hot{{0, 1, 0}, {0, 0, 1}};
  expect_near(value_of(Loss("sparse_categorical_crossentropy")(labels, p)), {0.35667494, 1.38629436});
  expect_near(value_of(Loss("categorical_crossentropy")(hot, p)), {0.35667494, 1.38629436});
  expect_near(value_of(losses::CategoricalCrossentropy{.from_logits = true}(hot, p)), {0.76794955, 1.18906999});
  expect_near(value_of(losses::SparseCategoricalCrossentropy{.from_logits = true}(labels, p)),
              {0.76794955, 1.18906999});
  expect_near(value_of(losses::CategoricalCrossentropy{.label_smoothing = 0.3}(hot, p)),
              {0.8 * -std::log(0.7) - 0.1 * (std::log(0.1) + std::log(0.2)),
               0.8 * -std::log(0.25) - 0.1 * (std::log(0.5) + std::log(0.25))});
  const Array yes{{1, 0}, {0, 1}};
  const Array q{{0.8, 0.4}, {0.5, 0.9}};
  const auto bce = [](double t, double y) { return -t * std::log(y) - (1 - t) * std::log(1 - y); };
  expect_near(value_of(Loss("binary_crossentropy")(yes, q)),
              {(bce(1, 0.8) + bce(0, 0.4)) / 2, (bce(0, 0.5) + bce(1, 0.9)) / 2});
  expect_near(value_of(losses::BinaryCrossentropy{.label_smoothing = 0.2}(yes, q)),
              {(bce(0.9, 0.8) + bce(0.1, 0.4)) / 2, (bce(0.1, 0.5) + bce(0.9, 0.9)) / 2});
  const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
  expect_near(value_of(losses::BinaryCrossentropy{.from_logits = true}(yes, q)),
              {(bce(1, sigmoid(0.8)) + bce(0, sigmoid(0.4))) / 2, (bce(0, sigmoid(0.5)) + bce(1, sigmoid(0.9))) / 2});
}

TEST(Losses, TakeAnotherAxis) {
  const Array p = Array{{0.1, 0.5}, {0.7, 0.25}, {0.2, 0.25}};  // one column a sample
  const Array hot = Array{{0, 0}, {1, 0}, {0, 1}};
  expect_near(value_of(losses::CategoricalCrossentropy{.axis = 0}(hot, p)), {0.35667494, 1.38629436});
  expect_near(value_of(losses::SparseCategoricalCrossentropy{.axis = 0}(Array{1, 2}, p)), {0.35667494, 1.38629436});
}

TEST(Targets, OneNumberARowFitsOneUnit) {
  EXPECT_EQ(Loss("mse")(input({-1}), input({-1, 1})).shape(), (Shape{-1}));
  EXPECT_EQ(Loss("mse")(input({-1, 1}), input({-1})).shape(), (Shape{-1}));
  EXPECT_EQ(Loss("mse")(input({-1}), input({-1})).shape(), (Shape{-1}));
  EXPECT_EQ(Loss("mse")(input({-1, 5}), input({-1, 5, 1})).shape(), (Shape{-1, 5}));
  EXPECT_EQ(Loss("binary_crossentropy")(input({-1}, u8), input({-1, 1})).shape(), (Shape{-1}));
  const Array wide{1, 2, 3};
  EXPECT_EQ(value_of(Loss("mse").reduced(wide, wide.reshape({3, 1}))).item(), 0);  // broadcasting would give 4/3
}

TEST(Targets, LabelsOfAnyDtypeAndWithALastAxisOfOne) {
  const Loss loss = "sparse_categorical_crossentropy";
  const Array p{{0.1, 0.7, 0.2}, {0.5, 0.25, 0.25}};
  const Array labels{1, 2};
  for (const DType dtype : {DType(u8), DType(i32), DType(i64), DType(f64)}) {
    expect_near(value_of(loss(labels.cast(dtype), p)), {0.35667494, 1.38629436});
    expect_near(value_of(loss(labels.cast(dtype).reshape({2, 1}), p)), {0.35667494, 1.38629436});
  }
  EXPECT_EQ(loss(input({-1, 7}, i32), input({-1, 7, 3})).shape(), (Shape{-1, 7}));
}

TEST(Targets, ErrorsSayWhichLossWouldFit) {
  const auto expect = [](const Loss& loss, const Shape& target, const Shape& output, const std::string& expected) {
    const std::string text = message_of([&] { (void)loss(input(target), input(output)); });
    EXPECT_EQ(text.substr(0, expected.size()), expected);
  };
  expect(
      "mse", {-1, 3}, {-1, 2},
      "mean_squared_error: The target must have the shape of the output. Expected (None, 2), received (None, 3). Give "
      "the last layer 3 units, or the target the shape of the output.");
  expect("mse", {-1}, {-1, 3},
         "mean_squared_error: The target must have the shape of the output. Expected (None, 3), received (None,). For "
         "class numbers as labels use the loss sparse_categorical_crossentropy");
  expect(
      "mae", {4, 1}, {5, 1},
      "mean_absolute_error: The target must have the shape of the output. Expected (5, 1), received (4, 1). Inputs and "
      "targets must have the same number of rows.");
  expect("half_squared_error", {-1, 2, 2}, {-1, 2},
         "half_squared_error: The target must have the shape of the output.");
  expect(
      "sparse_categorical_crossentropy", {-1, 10}, {-1, 10},
      "sparse_categorical_crossentropy: The target must be one class number for each row. Expected (None,), received "
      "(None, 10), as if one-hot. Use categorical_crossentropy for one-hot targets");
  expect(
      "sparse_categorical_crossentropy", {-1}, {-1, 1},
      "sparse_categorical_crossentropy: The last axis of the output holds one number for each class, so there must be "
      "two or more. Expected (n, …, classes), received (None, 1). For yes or no from one unit use the loss "
      "binary_crossentropy");
  expect("sparse_categorical_crossentropy", {-1, 4}, {-1, 10},
         "sparse_categorical_crossentropy: The target must be one class number for each row of the output (None, 10).");
  expect("categorical_crossentropy", {-1}, {-1, 10},
         "categorical_crossentropy: The target must give one number for each class. Expected (None, 10), received "
         "(None,), as if of class numbers. Use sparse_categorical_crossentropy for class numbers");
  expect("categorical_crossentropy", {-1, 1}, {-1, 10},
         "categorical_crossentropy: The target must give one number for each class.");
  expect("categorical_crossentropy", {-1, 1}, {-1, 1}, "categorical_crossentropy: The last axis of the output holds");
  expect("categorical_crossentropy", {-1, 9}, {-1, 10},
         "categorical_crossentropy: The target must have the shape of the output.");
  expect("binary_crossentropy", {-1}, {-1, 10},
         "binary_crossentropy: Each unit of the output needs a yes or no of its own. Expected (None, 10), received "
         "(None,). End the model with Dense{1, sigmoid}");
  expect(losses::BinaryCrossentropy{.label_smoothing = 1.5}, {-1, 1}, {-1, 1},
         "binary_crossentropy: label_smoothing is the share of the target that is spread over all classes. Expected a "
         "number from 0 to 1, received 1.5");
  EXPECT_EQ(message_of([] { Loss("sparse_categorical_crosentropy"); }).substr(0, 71),
            "loss: No loss has the name 'sparse_categorical_crosentropy'. Did you me");
}

TEST(Losses, KerasHasSeveralNamesForOne) {
  for (const char* name : {"mse", "MSE"}) EXPECT_EQ(Loss(name).name(), "mean_squared_error");
  for (const char* name : {"mae", "MAE"}) EXPECT_EQ(Loss(name).name(), "mean_absolute_error");
  for (const char* name : {"bce", "BCE"}) EXPECT_EQ(Loss(name).name(), "binary_crossentropy");
  for (const char* name : {"mape", "MAPE"}) EXPECT_EQ(Loss(name).name(), "mean_absolute_percentage_error");
  for (const char* name : {"msle", "MSLE"}) EXPECT_EQ(Loss(name).name(), "mean_squared_logarithmic_error");
  for (const char* name : {"kld", "KLD", "KLDivergence"}) EXPECT_EQ(Loss(name).name(), "kl_divergence");
  EXPECT_NE(message_of([] { Loss("msee"); }).find("Did you mean 'mse'"), std::string::npos);
  EXPECT_NE(message_of([] { Loss("?"); }).find("Known names: bce, binary_crossentropy"), std::string::npos)
      << message_of([] { Loss("?"); });
}

TEST(Losses, WhatCannotBeIsSaid) {
  const auto expect = [](const Loss& loss, const Shape& target, const Shape& output, const std::string& expected) {
    const std::string text = message_of([&] { (void)loss.reduced(input(target), input(output)); });
    EXPECT_EQ(text.substr(0, expected.size()), expected);
  };
  expect(losses::Huber{.delta = 0}, {-1, 2}, {-1, 2},
         "huber_loss: delta is the error at which the parabola becomes a line. Expected a number above 0, received 0");
  for (const double q : {0.0, 1.0, -0.5, std::nan("")}) {
    expect(losses::CategoricalGeneralizedCrossEntropy{.q = q}, {-1}, {-1, 3},
           "categorical_generalized_cross_entropy: q lies between 0 and 1. Expected 0 < q < 1, received ");
  }
  expect("categorical_generalized_cross_entropy", {-1, 3}, {-1, 3},
         "categorical_generalized_cross_entropy: The target must be one class number for each row.");
  expect(losses::CategoricalFocalCrossentropy{.alpha = {0.2, 0.8}}, {-1, 3}, {-1, 3},
         "categorical_focal_crossentropy: alpha is one weight for all classes, or one for each. Expected 1 or 3, "
         "received 2");
  expect(losses::CategoricalFocalCrossentropy{.alpha = {}}, {-1, 3}, {-1, 3},
         "categorical_focal_crossentropy: alpha is one weight for all classes, or one for each.");
  expect(losses::CategoricalFocalCrossentropy{.label_smoothing = -0.1}, {-1, 3}, {-1, 3},
         "categorical_focal_crossentropy: label_smoothing is the share");
  expect(losses::BinaryFocalCrossentropy{.label_smoothing = 2}, {-1, 3}, {-1, 3},
         "binary_focal_crossentropy: label_smoothing is the share");
  expect("binary_focal_crossentropy", {-1}, {-1, 3},
         "binary_focal_crossentropy: Each unit of the output needs a yes or no of its own.");
  expect("circle", {-1}, {-1, 3, 4},
         "circle: The output is one embedding for each sample. Expected (n, d), received (None, 3, 4)");
  expect("circle", {-1, 2}, {-1, 3}, "circle: The target must be one class number for each row");
  for (const char* name : {"mape", "msle", "huber", "log_cosh", "kld", "poisson", "hinge", "squared_hinge",
                           "categorical_hinge", "cosine_similarity", "dice", "tversky"}) {
    const std::string text = message_of([&] { (void)Loss(name)(input({-1, 2}), input({-1, 3})); });
    EXPECT_NE(text.find("The target must have the shape of the output. Expected (None, 3), received (None, 2)"),
              std::string::npos)
        << text;
  }
  expect(losses::Dice{.axis = 2}, {-1, 3}, {-1, 3}, "Axis ");
  expect(losses::CosineSimilarity{.axis = -3}, {-1, 3}, {-1, 3}, "Axis ");
  expect(losses::Tversky{.reduction = "average"}, {-1, 3}, {-1, 3},
         "tversky: A loss is reduced by \"sum_over_batch_size\", \"mean\", \"mean_with_sample_weight\", \"sum\" or "
         "\"none\". Received \"average\"");
}

TEST(Losses, CtcSumsOverAllWaysToSpell) {
  // Two frames, labels "1": blank 1, 1 blank and 1 1 of p = (0.5, 0.25, 0.25) and (0.2, 0.6, 0.2)
  const Array logits =
      Array{{std::log(0.5), std::log(0.25), std::log(0.25)}, {std::log(0.2), std::log(0.6), std::log(0.2)}};
  const Array two = logits.reshape({1, 2, 3});
  const auto value = [&](const Array& labels) { return value_of(Loss("ctc")(labels, two)).item(); };
  EXPECT_NEAR(value(Array{{1, 0}}), -std::log(0.5 * 0.6 + 0.25 * 0.2 + 0.25 * 0.6), 1e-6);
  EXPECT_NEAR(value(Array{{2, 1}}), -std::log(0.25 * 0.6), 1e-6);
  EXPECT_NEAR(value(Array{{0, 0}}), -std::log(0.5 * 0.2), 1e-6);
  EXPECT_GT(value(Array{{1, 1}}), 9e4) << "no room for a blank between equal labels";
  for (const DType dtype : {DType(u8), DType(i64), DType(f32)})
    EXPECT_EQ(value(Array{{1, 0}}.cast(dtype)), value(Array{{1, 0}}));
  EXPECT_TRUE(std::isnan(value(Array{{1, 3}})));
  EXPECT_TRUE(std::isnan(value(Array{{1, -1}})));
}

TEST(Losses, CtcSaysWhatItWants) {
  const auto expect = [](const Shape& target, const Shape& output, const std::string& expected) {
    const std::string text = message_of([&] { (void)Loss("ctc")(input(target), input(output)); });
    EXPECT_EQ(text.substr(0, expected.size()), expected);
  };
  const std::string rule =
      "ctc: Labels are one row of class numbers for each sample, outputs the logits of its frames. "
      "Expected (n, length) and (n, frames, classes), received ";
  expect({-1}, {-1, 6, 5}, rule + "(None,) and (None, 6, 5). Fill labels up with 0, the number of the blank.");
  expect({-1, 3}, {-1, 5}, rule + "(None, 3) and (None, 5)");
  expect({4, 3}, {5, 6, 5}, rule + "(4, 3) and (5, 6, 5)");
  expect({-1, 3}, {-1, 6, 1}, "ctc: Class 0 is the blank, so there are two classes or more. Received (None, 6, 1)");
}

TEST(Losses, ConfigMakesTheSameLossAgain) {
  for (const Loss& loss : {Loss("mse"), Loss("mae"), Loss("half_squared_error"), Loss("binary_crossentropy"),
                           Loss(losses::CategoricalCrossentropy{.from_logits = true, .label_smoothing = 0.1}),
                           Loss(losses::SparseCategoricalCrossentropy{.from_logits = true}),
                           Loss(losses::SparseCategoricalCrossentropy{.ignore_class = -1}),
                           Loss(losses::CategoricalFocalCrossentropy{.alpha = {0.25, 0.5}}),
                           Loss(losses::Dice{.axis = {1, 2}}), Loss(losses::Tversky{.alpha = 0.3})}) {
    EXPECT_EQ(detail::make_loss(loss.config()).config(), loss.config()) << loss.name();
  }
}

}  // namespace
}  // namespace glia
