#include "glia/model/callbacks/reduce_lr_on_plateau.hpp"

#include "glia/base/error.hpp"
#include "glia/model/callbacks/fake_fit_test.hpp"

namespace glia::test {
namespace {

TEST(ReduceLROnPlateau, SetsKerasRates) {
  const std::vector<GoldenCase> cases = golden_cases("ReduceLROnPlateau");
  ASSERT_EQ(cases.size(), 10U);
  for (const GoldenCase& c : cases) {
    SCOPED_TRACE(c.name);
    const ReduceLROnPlateau plateau{.monitor = c.monitor,
                                    .factor = c.real("factor", 0.1),
                                    .patience = c.whole("patience", 10),
                                    .mode = c.mode(),
                                    .min_delta = c.real("min_delta", 1e-4),
                                    .cooldown = c.whole("cooldown", 0),
                                    .min_lr = c.real("min_lr", 0)};
    const Callback callback(plateau);
    const auto& expected = c.expect["rates"].as_list();
    ASSERT_EQ(expected.size(), c.values.size());
    FakeFit fit;
    callback.on_train_begin(fit);
    double before = 0.1;
    for (std::size_t i = 0; i < c.values.size(); ++i) {
      Logs logs;
      logs.set(c.monitor, c.values[i]);
      fit.run_epoch(callback, logs);
      const double rate = fit.network.optimizer().learning_rate();
      EXPECT_NEAR(rate, expected[i].as_double(), 1e-6 * rate) << i;
      EXPECT_NEAR(fit.numbers["learning_rate"], before, 1e-6 * before) << "the epoch's own rate is logged, " << i;
      before = rate;
    }
  }
}

TEST(ReduceLROnPlateau, SaysSo) {
  FakeFit fit;
  fit.network.optimizer().set_learning_rate(0.5);
  fit.run(ReduceLROnPlateau{.monitor = "loss", .factor = 0.5, .patience = 1, .verbose = 1}, "loss", {1.0, 1.0});
  EXPECT_EQ(fit.printed, (std::vector<std::string>{"Epoch 2: ReduceLROnPlateau reducing learning rate to 0.25."}));
}

TEST(ReduceLROnPlateau, RefusesAFactorThatDoesNotReduce) {
  FakeFit fit;
  EXPECT_THROW(fit.run(ReduceLROnPlateau{.factor = 1}, "val_loss", {1.0}), ValueError);
}

}  // namespace
}  // namespace glia::test
