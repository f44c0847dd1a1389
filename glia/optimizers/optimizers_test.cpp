#include <cmath>

#include "glia/graph/graph.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/adam.hpp"
#include "glia/optimizers/adamw.hpp"
#include "glia/optimizers/rmsprop.hpp"
#include "glia/optimizers/sgd.hpp"
#include "glia/schedules/cosine_decay.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::message_of;
using tests::numbers;
using tests::value_of;

/// One traced step, its updates committed.
std::vector<detail::Update> step(const Optimizer& optimizer, const std::vector<Variable>& variables,
                                 const Tensors& gradients) {
  detail::Trace trace;
  {
    const detail::TraceGuard guard(trace);
    optimizer.apply(variables, gradients);
  }
  std::vector<Array> values;
  for (const detail::Update& u : trace.updates) values.push_back(value_of(u.value));
  for (std::size_t i = 0; i < values.size(); ++i) Variable(trace.updates[i].variable).assign(values[i]);
  return trace.updates;
}

/// The weights after three steps from (1, −2, 3).
std::vector<double> after_three(const Optimizer& optimizer) {
  Variable w("w", Shape{3});
  w.assign(Array{1, -2, 3});
  for (const Array& g : {Array{0.5, -1, 2}, Array{0.25, 0.5, -0.5}, Array{-1, 0.125, 0}}) step(optimizer, {w}, {g});
  EXPECT_EQ(optimizer.iterations(), 3);
  return numbers(w.value());
}

void expect_near(const std::vector<double>& got, const std::vector<double>& expected) {
  ASSERT_EQ(got.size(), expected.size());
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], expected[i], 3e-7 * std::abs(expected[i])) << i;
}

// Numbers of Keras 3.15 (JAX, float32).
TEST(Optimizers, SgdMovesAsInKeras) {
  expect_near(after_three(SGD{0.1}), {1.02499998, -1.96249998, 2.8499999});
  expect_near(after_three(SGD{.learning_rate = 0.1, .momentum = 0.9}), {0.916999996, -1.83650005, 2.55299997});
  expect_near(after_three(SGD{0.1, 0.9, true}), {0.950299978, -1.81535006, 2.44770002});
  expect_near(after_three(SGD{.learning_rate = 0.1, .weight_decay = 0.01}), {1.02212799, -1.95665586, 2.8413589});
}

// By Keras's formulas in float64: its own float32 numbers are off by 2e-6, since 1 − 0.999ᵗ loses five digits there.
TEST(Optimizers, AdamMovesAsInKeras) {
  expect_near(after_three(Adam{0.1}), {0.827418842, -1.86001075, 2.81676344});
  expect_near(after_three(Adam{.learning_rate = 0.1, .amsgrad = true}), {0.827418842, -1.86001075, 2.81678159});
  expect_near(after_three(AdamW{0.1}), {0.826336592, -1.85770234, 2.81326365});
  expect_near(after_three(Adam{.learning_rate = 0.1, .weight_decay = 0.004}), {0.826336592, -1.85770234, 2.81326365});
}

TEST(Optimizers, RmspropMovesAsInKeras) {
  expect_near(after_three(RMSprop{0.1}), {0.818189025, -1.86977851, 2.76435471});
  expect_near(after_three(RMSprop{.learning_rate = 0.1, .momentum = 0.9}), {0.144743085, -1.46172714, 2.29612923});
  expect_near(after_three(RMSprop{.learning_rate = 0.1, .centered = true}), {0.788189888, -1.85381138, 2.74907804});
}

TEST(Optimizers, ClippingBoundsTheGradient) {
  expect_near(after_three(SGD{.learning_rate = 0.1, .clipnorm = 1}), {1.05240607, -2.01875997, 2.96271276});
  expect_near(after_three(SGD{.learning_rate = 0.1, .clipvalue = 0.4}), {0.975000024, -2.01250005, 3.0});
  expect_near(after_three(SGD{.learning_rate = 0.1, .global_clipnorm = 1}), {1.05240607, -2.01875997, 2.96271276});
}

TEST(Optimizers, DecayOfSgdIsASchedule) {
  const Optimizer optimizer = SGD{.learning_rate = 0.1, .decay = 0.5};
  expect_near(after_three(optimizer), {0.983333349, -1.9395833, 2.83333325});
  EXPECT_NEAR(optimizer.learning_rate(), 0.1 / 2.5, 1e-8);
  const Value config = optimizer.config();
  EXPECT_EQ(config["config"]["learning_rate"]["class_name"], "InverseTimeDecay");
  EXPECT_EQ(config["config"].value().find("decay"), nullptr);
}

TEST(Optimizers, DecayReadsTheWeightButNotTheGradientsOfTheStep) {
  Variable w("w", Shape{});
  w.assign(2.0);
  const Tensor read = w;
  step(SGD{.learning_rate = 0.5, .weight_decay = 0.5}, {w}, {read * 3});  // the gradient reads w itself
  EXPECT_EQ(w.value().item(), 2 - 2 * 0.5 * 0.5 - 2 * 3 * 0.5);
}

TEST(Optimizers, SlotsCarryTheNamesOfTheirVariables) {
  const Optimizer optimizer = Adam{.amsgrad = true};
  step(optimizer, {Variable("dense/kernel", Shape{2})}, {Array{1, 2}});
  std::vector<std::string> paths;
  for (const Variable& v : optimizer.variables()) paths.push_back(v.path());
  EXPECT_EQ(paths, (std::vector<std::string>{"adam/iteration", "adam/learning_rate", "adam/dense/kernel_momentum",
                                             "adam/dense/kernel_velocity", "adam/dense/kernel_velocity_hat"}));
}

TEST(Optimizers, ConfigMakesTheSameOptimizerAgain) {
  for (const Optimizer& optimizer :
       {Optimizer("sgd"), Optimizer("adam"), Optimizer("adamw"), Optimizer("rmsprop"),
        Optimizer(SGD{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true, .clipnorm = 2, .decay = 1e-6}),
        Optimizer(Adam{.learning_rate = schedules::CosineDecay{0.1, 100}, .name = "mine"})}) {
    EXPECT_EQ(detail::make_optimizer(optimizer.config()).config(), optimizer.config()) << optimizer.name();
  }
  EXPECT_EQ(Optimizer("AdamW").name(), "adamw");
  EXPECT_EQ(Optimizer("RMSprop").name(), "rmsprop");
}

TEST(Optimizers, Errors) {
  const auto expect = [](auto&& f, const std::string& expected) {
    EXPECT_EQ(message_of(f).substr(0, expected.size()), expected);
  };
  expect([] { Optimizer("adm"); }, "optimizer: No optimizer has the name 'adm'. Did you mean 'adam'");
  expect([] { Optimizer(SGD{.clipnorm = 1, .clipvalue = 1}); },
         "sgd: Only one of clipnorm, clipvalue and global_clipnorm may be set.");
  expect([] { Optimizer(SGD{.decay = -1}); }, "SGD: The decay must not be below 0. Received -1");
  expect(
      [] {
        Optimizer(SGD{.learning_rate = schedules::CosineDecay{0.1, 100}, .decay = 1});
      },
      "SGD: A learning rate that follows a schedule cannot decay as well. Leave one of them out.");
  expect([] { after_three(SGD{.momentum = 1.5}); }, "SGD: The momentum lies between 0 and 1. Received 1.5");
  expect([] { Optimizer(SGD{.decay = 1}).set_learning_rate(1); },
         "sgd: The learning rate is set by a schedule and cannot be assigned.");
}

}  // namespace
}  // namespace glia
