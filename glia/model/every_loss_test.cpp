// Every built-in loss trains a model through compile and fit, on fast kernels alone.
#include "glia/layers/dense.hpp"
#include "glia/layers/reshape.hpp"
#include "glia/losses/categorical_focal_crossentropy.hpp"
#include "glia/losses/dice.hpp"
#include "glia/losses/sparse_categorical_crossentropy.hpp"
#include "glia/losses/tversky.hpp"
#include "glia/model/model.hpp"
#include "glia/optimizers/adam.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"
#include "testing/log_lines.hpp"

namespace glia {
namespace {

using namespace tests;

constexpr std::int64_t kSamples = 24, kClasses = 3;

Array labels() {
  Array out(Shape{kSamples}, i32);
  for (std::int64_t i = 0; i < kSamples; ++i) out.set(i, static_cast<double>(i % kClasses));
  return out;
}

Array one_hot() {
  Array out(Shape{kSamples, kClasses});
  for (std::int64_t i = 0; i < kSamples; ++i) out.set(i * kClasses + i % kClasses, 1);
  return out;
}

/// Noise in which the class can be seen.
Array inputs() {
  Array x = noise(0, {kSamples, 4}, 0.5).cast(f32);
  for (std::int64_t i = 0; i < kSamples; ++i) x.set(i * 4 + i % kClasses, x.get(i * 4 + i % kClasses) + 1);
  return x;
}

void expect_trains(const Loss& loss, const Array& y, const Array& weights = {}) {
  SCOPED_TRACE(loss.name() + " " + loss.reduction());
  const LogLines log("dispatch");
  const Sequential model{Input{4}, Dense{kClasses, softmax}};
  model.compile({.optimizer = Adam{0.05}, .loss = loss});
  FitOptions options{.batch_size = 10, .epochs = 20, .verbose = 0};  // 10, 10 and 4 samples
  if (weights.size() > 0) options.sample_weight = weights;
  const auto losses = model.fit(inputs(), y, options)["loss"];
  EXPECT_LT(losses.back(), losses.front());
  EXPECT_GT(log.count("dispatch:"), 0);
  for (const std::string& line : log.all()) EXPECT_EQ(line.find("-> reference"), std::string::npos) << line;
}

TEST(EveryLoss, TrainsOnFastKernels) {
  int all = 0;
  for (const auto& record : detail::builtin_losses()) {
    const Loss loss{std::string(record.name)};
    if (loss.name() == "ctc") continue;  // below: it wants frames
    const bool sparse = loss.name() == "sparse_categorical_crossentropy" || loss.name() == "circle" ||
                        loss.name() == "categorical_generalized_cross_entropy";
    expect_trains(loss, sparse ? labels() : one_hot());
    ++all;
  }
  EXPECT_GE(all, 22);
}

TEST(EveryLoss, CtcLearnsToSpell) {
  const LogLines log("dispatch");
  Array y(Shape{kSamples, 3}, i32);  // "1 1 2", "1" or "2 1"
  const double words[kClasses][3] = {{1, 1, 2}, {1, 0, 0}, {2, 1, 0}};
  for (std::int64_t i = 0; i < kSamples; ++i) {
    for (std::int64_t j = 0; j < 3; ++j) y(i, j) = words[i % kClasses][j];
  }
  const Sequential model{Input{4}, Dense{18}, Reshape{{6, 3}}};
  model.compile({.optimizer = Adam{0.05}, .loss = "ctc"});
  const auto losses = model.fit(inputs(), y, {.batch_size = 10, .epochs = 60, .verbose = 0})["loss"];
  EXPECT_GT(losses.front(), 2);
  EXPECT_LT(losses.back(), 0.2);
  for (const std::string& line : log.all()) EXPECT_EQ(line.find("-> reference"), std::string::npos) << line;
}

TEST(EveryLoss, WithWhatIsSpecialAboutIt) {
  Array weights(Shape{kSamples});
  for (std::int64_t i = 0; i < kSamples; ++i) weights.set(i, static_cast<double>(i % 4));
  expect_trains(losses::SparseCategoricalCrossentropy{.ignore_class = 1}, labels());
  expect_trains(losses::SparseCategoricalCrossentropy{.ignore_class = 2, .reduction = "mean_with_sample_weight"},
                labels(), weights);
  expect_trains(losses::CategoricalFocalCrossentropy{.alpha = {0.2, 0.3, 0.5}, .gamma = 1.5, .label_smoothing = 0.1},
                one_hot(), weights);
  expect_trains(losses::Dice{.axis = -1}, one_hot(), weights);
  expect_trains(losses::Tversky{.alpha = 0.3, .beta = 0.7, .axis = {1}}, one_hot());
  expect_trains("KLD", one_hot(), weights);
  expect_trains(losses::Dice{}, one_hot(), weights);
}

TEST(EveryLoss, ALabelOutsideIsNamedUnlessItIsIgnored) {
  const auto fit = [](const Loss& loss, double label) {
    const Sequential model{Input{4}, Dense{kClasses, softmax}};
    model.compile({.optimizer = "sgd", .loss = loss});
    Array y = labels();
    y.set(3, -1);
    y.set(5, label);
    model.fit(inputs(), y, {.epochs = 1, .verbose = 0});
  };
  fit(losses::SparseCategoricalCrossentropy{.ignore_class = -1}, 2);
  const std::string ignored = message_of([&] { fit(losses::SparseCategoricalCrossentropy{.ignore_class = -1}, 7); });
  EXPECT_NE(ignored.find("received 7 in sample 5"), std::string::npos) << ignored;
  const std::string generalized = message_of([&] { fit("categorical_generalized_cross_entropy", 2); });
  EXPECT_NE(generalized.find("received -1 in sample 3"), std::string::npos) << generalized;
}

}  // namespace
}  // namespace glia
