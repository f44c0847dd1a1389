#include "glia/model/callbacks/swap_ema_weights.hpp"

#include "glia/base/error.hpp"
#include "glia/model/callbacks/fake_fit_test.hpp"
#include "glia/model/callbacks/lambda_callback.hpp"
#include "glia/optimizers/loss_scale_optimizer.hpp"
#include "glia/optimizers/sgd.hpp"
#include "testing/value_of.hpp"

namespace glia::test {
namespace {

/// One weight that gradient descent brings from 0 toward 2: 2·(1 − 0.8ᵗ) after t steps of rate 0.1.
class SwapEma : public ::testing::Test {
 protected:
  void SetUp() override {
    x_.fill(1);
    y_.fill(2);
  }
  Sequential model(const Optimizer& optimizer) const {
    Sequential out{Input{1}, OneWeight{}};
    out.compile({.optimizer = optimizer, .loss = "mse"});
    return out;
  }
  static SGD averaging() { return {.learning_rate = 0.1, .use_ema = true, .ema_momentum = 0.5}; }
  static double weight(const Model& m) { return m.weights()[0].value().item(); }
  Array x_{Shape{8, 1}}, y_{Shape{8, 1}};
};

constexpr double kRaw[] = {0.4, 0.72, 0.976};      // by hand
constexpr double kAverage[] = {0.4, 0.56, 0.768};  // the first is the weight itself

TEST_F(SwapEma, FitEndsWithTheAverages) {
  const Sequential m = model(averaging());
  m.fit(x_, y_, {.batch_size = 8, .epochs = 3, .verbose = 0});
  EXPECT_NEAR(weight(m), kAverage[2], 1e-6);
  const Sequential scaled = model(LossScaleOptimizer{.inner_optimizer = averaging()});
  scaled.fit(x_, y_, {.batch_size = 8, .epochs = 3, .verbose = 0});
  EXPECT_NEAR(weight(scaled), kAverage[2], 1e-6);
}

TEST_F(SwapEma, ValidationSeesTheAverages) {
  const Sequential m = model(averaging());
  std::vector<double> raw;
  const LambdaCallback watch{.on_epoch_end = [&](FitContext& c) { raw.push_back(weight(c.model())); }};
  const History history = m.fit(x_, y_,
                                {.batch_size = 8,
                                 .epochs = 3,
                                 .verbose = 0,
                                 .callbacks = {SwapEMAWeights{}, watch},
                                 .validation_data = {x_, y_}});
  for (std::size_t e = 0; e < 3; ++e) {
    EXPECT_NEAR(raw[e], kRaw[e], 1e-6);
    EXPECT_NEAR(history["val_loss"][e], (2 - kAverage[e]) * (2 - kAverage[e]), 1e-5);
  }
}

TEST_F(SwapEma, CallbacksAfterItSeeTheAveragesAtEpochEnd) {
  const Sequential m = model(averaging());
  std::vector<double> seen, begun;
  const LambdaCallback watch{.on_epoch_begin = [&](FitContext& c) { begun.push_back(weight(c.model())); },
                             .on_epoch_end = [&](FitContext& c) { seen.push_back(weight(c.model())); }};
  m.fit(x_, y_, {.batch_size = 8, .epochs = 3, .verbose = 0, .callbacks = {SwapEMAWeights{true}, watch}});
  for (std::size_t e = 0; e < 3; ++e) {
    EXPECT_NEAR(seen[e], kAverage[e], 1e-6);
    EXPECT_NEAR(begun[e], e == 0 ? 0 : kRaw[e - 1], 1e-6);
  }
  EXPECT_NEAR(weight(m), kAverage[2], 1e-6);
}

TEST_F(SwapEma, AnOptimizerWithoutAveragesIsRefused) {
  const Sequential m = model(SGD{});
  EXPECT_EQ(::glia::tests::message_of([&] { m.fit(x_, y_, {.verbose = 0, .callbacks = {SwapEMAWeights{}}}); }),
            "SwapEMAWeights: The optimizer must keep averages of the weights. Make it with .use_ema = true.");
}

}  // namespace
}  // namespace glia::test
