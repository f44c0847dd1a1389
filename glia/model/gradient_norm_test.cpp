// The norm of the gradient in fit(): right, only where it is asked for, and without a trace in the weights.
#include <cmath>

#include "glia/layers/dense.hpp"
#include "glia/model/callbacks/lambda_callback.hpp"
#include "glia/model/callbacks/stop_rule.hpp"
#include "glia/model/model.hpp"
#include "glia/model/model_state.hpp"
#include "glia/optimizers/adam.hpp"
#include "glia/optimizers/loss_scale_optimizer.hpp"
#include "glia/optimizers/sgd.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using tests::noise;
using tests::same_bits;

Array floats(const Shape& shape, std::int64_t first = 0) { return noise(first, shape).cast(f32); }

/// Asks for the norm from epoch `from` on and keeps it, step by step.
struct Norms {
  std::shared_ptr<std::vector<double>> seen = std::make_shared<std::vector<double>>();
  std::shared_ptr<bool> asking = std::make_shared<bool>(false);
  std::int64_t from = 0;
  void on_train_begin(FitContext&) { *asking = from == 0; }
  void on_epoch_begin(FitContext& c) { *asking = c.epoch() >= from; }
  void on_train_batch_end(FitContext& c) {
    if (c.epoch() >= from) seen->push_back(c.gradient_norm());
  }
  bool wants_gradient_norm() const { return *asking; }
};

TEST(GradientNorm, AScaledLossChangesNeitherItNorTheWeights) {  // powers of two leave every bit of the mantissa
  const Sequential plain{Input{3}, Dense{4, "tanh"}, Dense{1}};
  plain.build({3});
  const Array x = floats({24, 3}), y = floats({24, 1}, 50);
  const auto trained = [&](const Optimizer& optimizer) {
    const Model copy = plain.clone();
    copy.compile({.optimizer = optimizer, .loss = "mse"});
    const Norms norms;
    const History history =
        copy.fit(x, y, {.batch_size = 8, .epochs = 2, .verbose = 0, .callbacks = {norms}, .shuffle = false});
    std::vector<double> out = *norms.seen;
    for (const Array& w : copy.get_weights()) out.insert(out.end(), w.begin(), w.end());
    out.push_back(history["loss"].back());
    return out;
  };
  const std::vector<double> expected = trained(SGD{.learning_rate = 0.125});
  EXPECT_EQ(trained(SGD{.learning_rate = 0.125, .loss_scale_factor = 1024}), expected);
  EXPECT_EQ(trained(LossScaleOptimizer{.inner_optimizer = SGD{.learning_rate = 0.125}}), expected);
}

TEST(GradientNorm, IsThatOfTheStepBeforeClipping) {
  // With SGD a step is −rate · gradient, so the weights tell the gradient's norm.
  const Sequential model{Input{3}, Dense{4, "tanh"}, Dense{1}};
  model.compile({.optimizer = SGD{.learning_rate = 0.125}, .loss = "mse"});
  model.build({3});
  const Sequential clipped{Input{3}, Dense{4, "tanh"}, Dense{1}};
  clipped.set_weights(model.get_weights());
  clipped.compile({.optimizer = SGD{.learning_rate = 0.125, .global_clipnorm = 1e-3}, .loss = "mse"});
  const std::vector<Array> before = model.get_weights();
  const Norms norms, clipped_norms;
  const FitOptions options{.batch_size = 8, .verbose = 0, .callbacks = {norms}};
  model.fit(floats({8, 3}), floats({8, 1}, 50), options);
  double squares = 0;
  const std::vector<Array> after = model.get_weights();
  for (std::size_t i = 0; i < after.size(); ++i) {
    for (std::int64_t j = 0; j < after[i].size(); ++j) {
      const double g = (before[i].get(j) - after[i].get(j)) / 0.125;
      squares += g * g;
    }
  }
  ASSERT_EQ(norms.seen->size(), 1U);
  EXPECT_NEAR(norms.seen->at(0), std::sqrt(squares), 1e-5 * std::sqrt(squares));
  clipped.fit(floats({8, 3}), floats({8, 1}, 50), {.batch_size = 8, .verbose = 0, .callbacks = {clipped_norms}});
  EXPECT_FLOAT_EQ(static_cast<float>(clipped_norms.seen->at(0)), static_cast<float>(norms.seen->at(0)));
}

TEST(GradientNorm, ChangesNoBitAndPlansOnceWhenItIsAskedFor) {
  const auto trained = [](const std::vector<Callback>& callbacks) {
    const Sequential model{Input{3}, Dense{40, relu}, Dense{1}};
    model.compile({.optimizer = Adam{}, .loss = "mse"});
    model.fit(floats({64, 3}), floats({64, 1}, 50),
              {.batch_size = 16, .epochs = 4, .verbose = 0, .callbacks = callbacks, .seed = 3});
    return model.get_weights();
  };
  const Norms late{.from = 2};
  const std::vector<Array> without = trained({});
  const std::vector<Array> with = trained({late});
  EXPECT_EQ(late.seen->size(), 8U) << "two epochs of four steps";
  for (std::size_t i = 0; i < without.size(); ++i) EXPECT_TRUE(same_bits(with[i], without[i])) << "weight " << i;
}

TEST(GradientNorm, IsNoPartOfAProgramThatNobodyAsks) {
  const Sequential model{Input{3}, Dense{1}};
  model.compile({.optimizer = SGD{}, .loss = "mse"});
  const detail::Source x{Data(floats({8, 3})), "x"}, y{Data(floats({8, 1}, 50)), "y"};
  const auto plain = detail::train_program(model.state(), x, y, {}, {}, 8);
  const auto with = detail::train_program(model.state(), x, y, {}, {}, 8, true);
  EXPECT_NE(plain, with);
  EXPECT_EQ(detail::train_program(model.state(), x, y, {}, {}, 8), plain);
  EXPECT_LT(plain->flops(8), with->flops(8));
  const LambdaCallback reads{.on_epoch_end = [](FitContext& c) { (void)c.gradient_norm(); }};
  tests::expect_error<ValueError>(
      [&] {
        model.fit(floats({8, 3}), floats({8, 1}, 50), {.verbose = 0, .callbacks = {reads}});
      },
      {"only if a callback asks", "wants_gradient_norm"});
}

TEST(GradientNorm, StopRuleEndsTrainingWhenItFalls) {
  const Sequential model{Input{1}, Dense{.units = 1, .use_bias = false}};
  model.compile({.optimizer = SGD{.learning_rate = 0.25}, .loss = "mse"});
  model.set_weights({Array{1}.reshape({1, 1})});
  const Array one = Array{1}.reshape({1, 1}), zero = Array{0}.reshape({1, 1});
  const History history =
      model.fit(one, zero, {.epochs = 100, .verbose = 0, .callbacks = {StopRule{.gradient_norm = 0.01}}});
  // The gradient is 2w, and w halves at each step: 2 · 2⁻⁸ = 0.0078 is the first at or below 0.01.
  EXPECT_EQ(history.epoch().size(), 9U);
  EXPECT_EQ(history.stop_reason(), "StopRule: the gradient's norm fell to 0.01");
}

}  // namespace
}  // namespace glia
