#include "glia/model/callbacks/early_stopping.hpp"

#include <cmath>

#include "glia/base/error.hpp"
#include "glia/model/callbacks/fake_fit_test.hpp"

namespace glia::test {
namespace {

TEST(EarlyStopping, DecidesAsKeras) {
  const std::vector<GoldenCase> cases = golden_cases("EarlyStopping");
  ASSERT_EQ(cases.size(), 15U);
  for (const GoldenCase& c : cases) {
    SCOPED_TRACE(c.name);
    const EarlyStopping stop{.monitor = c.monitor,
                             .min_delta = c.real("min_delta", 0),
                             .patience = c.whole("patience", 0),
                             .mode = c.mode(),
                             .baseline = c.maybe("baseline"),
                             .restore_best_weights = c.flag("restore_best_weights"),
                             .start_from_epoch = c.whole("start_from_epoch", 0)};
    FakeFit fit;
    EXPECT_EQ(fit.run(stop, c.monitor, c.values), c.expect["epochs_run"].as_int());
    const std::int64_t stopped = c.expect["stopped_epoch"].as_int();  // Keras: 0 for never
    EXPECT_EQ(stop.stopped_epoch(), stopped == 0 ? -1 : stopped);
    EXPECT_EQ(stop.best_epoch(), c.expect["best_epoch"].as_int());
    EXPECT_DOUBLE_EQ(stop.best(), c.expect["best"].as_double());
    EXPECT_DOUBLE_EQ(fit.weight(), c.expect["weight"].as_double());
  }
}

TEST(EarlyStopping, SaysSoAsKeras) {
  const EarlyStopping stop{.monitor = "loss", .min_delta = 100, .verbose = 1, .restore_best_weights = true};
  FakeFit fit;
  fit.run(stop, "loss", {1.0, 0.9, 0.8});
  EXPECT_EQ(fit.printed, (std::vector<std::string>{"Epoch 2: early stopping",
                                                   "Restoring model weights from the end of the best epoch: 1."}));
  EXPECT_EQ(fit.reason, "EarlyStopping: 'loss' did not get better");
}

TEST(EarlyStopping, AMissingNumberIsOneHint) {
  const EarlyStopping stop{.patience = 1};
  FakeFit fit;
  Captured log;
  EXPECT_EQ(fit.run(stop, "accuracy", {0.5, 0.5, 0.5, 0.5}), 4);
  ASSERT_EQ(log.hints.size(), 1U);
  EXPECT_EQ(log.hints[0],
            "EarlyStopping watches 'val_loss', which epoch 1 did not measure (there are: loss, accuracy). Give fit() "
            ".validation_data or .validation_split.");
  EXPECT_TRUE(std::isnan(stop.best()));
  EXPECT_EQ(stop.best_epoch(), -1);
}

TEST(EarlyStopping, BeginsAnewWithEachFit) {
  const EarlyStopping stop{.monitor = "loss", .patience = 2};
  FakeFit first;
  EXPECT_EQ(first.run(stop, "loss", {0.1, 0.2, 0.3, 0.4}), 3);
  FakeFit second;
  EXPECT_EQ(second.run(stop, "loss", {0.9, 0.8, 0.7, 0.6}), 4);
  EXPECT_EQ(stop.best_epoch(), 3);
  EXPECT_EQ(stop.stopped_epoch(), -1);
}

TEST(EarlyStopping, NaNIsNeverTheBest) {
  const EarlyStopping stop{.monitor = "loss", .patience = 2};
  FakeFit fit;
  fit.run(stop, "loss", {std::nan(""), 0.5, 0.6});
  EXPECT_EQ(stop.best_epoch(), 1);
}

TEST(EarlyStopping, NeedsAKnownDirection) {
  FakeFit fit;
  EXPECT_THROW(fit.run(EarlyStopping{.monitor = "val_nearness"}, "val_nearness", {1.0}), ValueError);
  EXPECT_THROW(fit.run(EarlyStopping{.mode = "up"}, "val_loss", {1.0}), ValueError);
  EXPECT_EQ(fit.run(EarlyStopping{.monitor = "val_nearness", .mode = "max"}, "val_nearness", {1.0}), 1);
}

}  // namespace
}  // namespace glia::test
