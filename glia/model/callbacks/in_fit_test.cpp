#include "glia/base/error.hpp"
#include "glia/base/stop_token.hpp"
#include "glia/model/callbacks/early_stopping.hpp"
#include "glia/model/callbacks/fake_fit_test.hpp"
#include "glia/model/callbacks/lambda_callback.hpp"
#include "glia/model/callbacks/learning_rate_scheduler.hpp"
#include "glia/model/callbacks/terminate_on_nan.hpp"

namespace glia::test {
namespace {

/// Plain gradient descent.
struct Descent {
  double learning_rate = 0.1;
  static void fields(Fields& f) { f("learning_rate", &Descent::learning_rate); }
  void step(OptimizerScope& scope, const Variable& w, const Tensor& gradient) const {
    scope.assign(w, Tensor(w) - scope.learning_rate() * gradient);
  }
};

class CallbacksInFit : public ::testing::Test {
 protected:
  void SetUp() override {
    x_.fill(1);
    y_.fill(2);
    model_.compile({.optimizer = Descent{}, .loss = "mse"});
  }
  void TearDown() override { interrupt_token().reset(); }
  Array x_{Shape{40, 1}}, y_{Shape{40, 1}};
  Sequential model_{Input{1}, OneWeight{}};
};

TEST_F(CallbacksInFit, HooksComeInKerasOrderAndSeeValidation) {
  std::string seen;
  const auto add = [&](const char* word) { return [&seen, word](FitContext&) { seen += word; }; };
  const LambdaCallback callback{.on_epoch_begin = add("("),
                                .on_epoch_end =
                                    [&](FitContext& c) {
                                      seen += c.logs().contains("val_loss") ? "v)" : ")";
                                      c.log("seen", static_cast<double>(c.epoch()));
                                    },
                                .on_train_begin = add("<"),
                                .on_train_end = add(">"),
                                .on_train_batch_end = add(".")};
  const History history = model_.fit(
      x_, y_, {.batch_size = 10, .epochs = 2, .verbose = 0, .callbacks = {callback}, .validation_split = 0.25});
  EXPECT_EQ(seen, "<(...v)(...v)>");
  EXPECT_EQ(history["seen"], (std::vector<double>{0, 1}));
}

TEST_F(CallbacksInFit, TheScheduledRateIsTheOneThatIsUsed) {
  const LearningRateScheduler off{[](int epoch) { return epoch == 0 ? 0.1 : 0.0; }};
  std::vector<double> weights;
  const LambdaCallback watch{
      .on_epoch_end = [&](FitContext& c) { weights.push_back(c.model().weights()[0].value().item()); }};
  model_.fit(x_, y_, {.epochs = 3, .verbose = 0, .callbacks = {off, watch}});
  EXPECT_GT(weights.at(0), 0.1);
  EXPECT_EQ(weights[1], weights[0]);
  EXPECT_EQ(weights[2], weights[0]);
}

TEST_F(CallbacksInFit, EarlyStoppingEndsTraining) {
  const EarlyStopping stop{.monitor = "loss", .min_delta = 100, .patience = 2};
  const History history = model_.fit(x_, y_, {.epochs = 9, .verbose = 0, .callbacks = {stop}});
  EXPECT_EQ(history.epoch().size(), 3U);
  EXPECT_EQ(stop.stopped_epoch(), 2);
  EXPECT_EQ(history.stop_reason(), "EarlyStopping: 'loss' did not get better");
}

TEST_F(CallbacksInFit, TerminateOnNaNKeepsTheWeightsBefore) {
  y_.fill(3e38);  // its square is infinite
  const FitOptions options{.epochs = 3, .verbose = 0};
  EXPECT_THROW(model_.fit(x_, y_, options), Error);
  FitOptions stopping = options;
  stopping.callbacks = {TerminateOnNaN{}};
  Captured log;
  const History history = model_.fit(x_, y_, stopping);
  EXPECT_EQ(history.epoch().size(), 1U);
  EXPECT_EQ(log.report, "Batch 0: Invalid loss, terminating training\n");
  EXPECT_EQ(model_.weights()[0].value().item(), 0.0);
}

TEST_F(CallbacksInFit, AnInterruptEndsTheEpochCleanly) {
  bool ended = false;
  const LambdaCallback interrupt{.on_train_end = [&](FitContext&) { ended = true; },
                                 .on_train_batch_end =
                                     [](FitContext& c) {
                                       if (c.step() == 1) interrupt_token().stop();
                                     }};
  Captured log;
  const History history = model_.fit(
      x_, y_,
      {.batch_size = 5, .epochs = 4, .verbose = 1, .callbacks = {interrupt, EarlyStopping{}}, .validation_split = 0.5});
  EXPECT_TRUE(history.stopped_by_interrupt());
  EXPECT_TRUE(ended);
  EXPECT_EQ(history["loss"].size(), 1U);
  EXPECT_FALSE(history.contains("val_loss")) << "a part of the rows would mislead";
  EXPECT_NE(log.report.find("\n2/4 ━━━━━━━━━━──────────"), std::string::npos) << log.report;
  EXPECT_TRUE(log.hints.empty()) << log.hints[0];
}

}  // namespace
}  // namespace glia::test
