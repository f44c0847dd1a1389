#include <cmath>

#include "glia/base/error.hpp"
#include "glia/model/callbacks/fake_fit_test.hpp"
#include "glia/model/callbacks/lambda_callback.hpp"
#include "glia/model/callbacks/learning_rate_scheduler.hpp"
#include "glia/model/callbacks/stop_rule.hpp"
#include "glia/model/callbacks/terminate_on_nan.hpp"

namespace glia::test {
namespace {

TEST(LearningRateScheduler, SetsAndLogsTheRate) {
  FakeFit fit;
  fit.network.optimizer().set_learning_rate(0.5);
  const Callback halve(LearningRateScheduler{[](int epoch, double rate) { return epoch < 2 ? rate : rate / 2; }, 1});
  halve.on_train_begin(fit);
  std::vector<double> rates;
  for (int i = 0; i < 4; ++i) {
    fit.run_epoch(halve, {});
    rates.push_back(fit.numbers["learning_rate"]);
  }
  EXPECT_EQ(rates, (std::vector<double>{0.5, 0.5, 0.25, 0.125}));
  EXPECT_EQ(fit.network.optimizer().learning_rate(), 0.125);
  EXPECT_EQ(fit.printed.at(2), "Epoch 3: LearningRateScheduler setting learning rate to 0.25.");
}

TEST(LearningRateScheduler, TakesTheEpochAlone) {
  FakeFit fit;
  const Callback callback(LearningRateScheduler{[](std::int64_t epoch) { return std::pow(0.5, epoch); }});
  for (int i = 0; i < 3; ++i) fit.run_epoch(callback, {});
  EXPECT_EQ(fit.network.optimizer().learning_rate(), 0.25);
}

TEST(LearningRateScheduler, RefusesNoScheduleAndNoNumber) {
  FakeFit fit;
  EXPECT_THROW(Callback(LearningRateScheduler{}).on_train_begin(fit), ValueError);
  EXPECT_THROW(Callback(LearningRateScheduler{[](int) { return std::nan(""); }}).on_epoch_begin(fit), ValueError);
}

TEST(TerminateOnNaN, StopsInsteadOfThrowing) {
  FakeFit fit;
  fit.batch = 17;
  const Callback callback(TerminateOnNaN{});
  EXPECT_FALSE(callback.wants_batches());
  callback.on_nan(fit);
  EXPECT_TRUE(fit.stopped);
  EXPECT_EQ(fit.printed, (std::vector<std::string>{"Batch 17: Invalid loss, terminating training"}));
}

TEST(LambdaCallback, CallsWhatIsSet) {
  FakeFit fit;
  std::string seen;
  const Callback callback(LambdaCallback{.on_epoch_begin = [&](FitContext& c) { seen += std::to_string(c.epoch()); },
                                         .on_train_end = [&](FitContext&) { seen += "end"; }});
  EXPECT_FALSE(callback.wants_batches());
  fit.run(callback, "loss", {1.0, 2.0});
  EXPECT_EQ(seen, "01end");
  EXPECT_TRUE(Callback(LambdaCallback{.on_train_batch_end = [](FitContext&) {}}).wants_batches());
}

TEST(StopRule, OnTheLoss) {
  FakeFit fit;
  const StopRule rule{.target_loss = 0.25};
  EXPECT_FALSE(Callback(rule).wants_batches());
  EXPECT_EQ(fit.run(rule, "loss", {1.0, 0.3, 0.25, 0.1}), 3);
  EXPECT_EQ(fit.reason, "StopRule: the loss reached 0.25");
}

TEST(StopRule, OnTheGradient) {
  FakeFit fit;
  EXPECT_FALSE(Callback(StopRule{.target_loss = 1}).wants_gradient_norm());
  const Callback callback(StopRule{.gradient_norm = 0.5});
  EXPECT_TRUE(callback.wants_batches() && callback.wants_gradient_norm());
  fit.norm = 0.6;
  callback.on_train_batch_end(fit);
  fit.norm = std::numeric_limits<double>::quiet_NaN();
  callback.on_train_batch_end(fit);
  EXPECT_FALSE(fit.stopped);
  fit.norm = 0.5;
  callback.on_train_batch_end(fit);
  EXPECT_EQ(fit.reason, "StopRule: the gradient's norm fell to 0.5");
}

TEST(StopRule, OnTheClock) {
  FakeFit fit;
  const Callback callback(StopRule{.seconds = 2.5});
  EXPECT_TRUE(callback.wants_batches());
  fit.clock = 2.4;
  callback.on_train_batch_end(fit);
  EXPECT_FALSE(fit.stopped);
  fit.clock = 2.6;
  callback.on_train_batch_end(fit);
  EXPECT_TRUE(fit.stopped);
}

}  // namespace
}  // namespace glia::test
