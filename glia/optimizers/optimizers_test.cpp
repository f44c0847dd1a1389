#include <cmath>

#include "glia/graph/graph.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/optimizers/adadelta.hpp"
#include "glia/optimizers/adafactor.hpp"
#include "glia/optimizers/adagrad.hpp"
#include "glia/optimizers/adam.hpp"
#include "glia/optimizers/adamax.hpp"
#include "glia/optimizers/adamw.hpp"
#include "glia/optimizers/ftrl.hpp"
#include "glia/optimizers/lion.hpp"
#include "glia/optimizers/loss_scale_optimizer.hpp"
#include "glia/optimizers/muon.hpp"
#include "glia/optimizers/nadam.hpp"
#include "glia/optimizers/optimizer_state.hpp"
#include "glia/optimizers/rmsprop.hpp"
#include "glia/optimizers/schedule_free_adamw.hpp"
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

TEST(Optimizers, DecayIsANumberThatCanBeSet) {
  Variable w("w", Shape{});
  w.assign(2.0);
  const Optimizer sgd = SGD{.learning_rate = 0.5, .weight_decay = 0.25};
  EXPECT_EQ(sgd.weight_decay(), 0.25);
  sgd.set_weight_decay(0.5);
  step(sgd, {w}, {Tensor(0.0) + Array{0}.reshape({})});
  EXPECT_EQ(w.value().item(), 2 - 2 * 0.5 * 0.5);
  EXPECT_EQ(sgd.variables()[2].path(), "sgd/weight_decay");
  EXPECT_EQ(Optimizer(SGD{}).weight_decay(), 0);
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
       {Optimizer("sgd"), Optimizer("adam"), Optimizer("adamw"), Optimizer("rmsprop"), Optimizer("lamb"),
        Optimizer(Muon{.exclude_layers = {"head", "^embed"}, .ns_steps = 3}),
        Optimizer(SGD{.use_ema = true,
        .ema_momentum = 0.5,
        .ema_overwrite_frequency = 3,
        .loss_scale_factor = 8,
        .gradient_accumulation_steps = 4}),
        Optimizer(LossScaleOptimizer{.inner_optimizer = Nadam{.beta_1 = 0.5}, .dynamic_growth_steps = 7}),
        Optimizer(SGD{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true, .clipnorm = 2, .decay = 1e-6}),
        Optimizer(Adam{.learning_rate = schedules::CosineDecay{0.1, 100}, .name = "mine"})}) {
    EXPECT_EQ(detail::make_optimizer(optimizer.config()).config(), optimizer.config()) << optimizer.name();
  }
  EXPECT_EQ(Optimizer("AdamW").name(), "adamw");
  EXPECT_EQ(Optimizer("RMSprop").name(), "rmsprop");
}

TEST(Optimizers, EveryNameOfKerasIsThere) {
  for (const char* name : {"adadelta", "adafactor", "adagrad", "adam", "adamax", "adamw", "ftrl", "lamb", "lion",
                           "loss_scale_optimizer", "muon", "nadam", "rmsprop", "schedule_free_adamw", "sgd"}) {
    EXPECT_EQ(Optimizer(name).name(), name);
    EXPECT_EQ(Optimizer(name).clone().config(), Optimizer(name).config());
  }
}

TEST(Optimizers, TheScalersRateAndDecayAreTheInnerOnes) {
  const Optimizer inner = AdamW{.learning_rate = 0.5, .weight_decay = 0.25};
  const Optimizer scaler = LossScaleOptimizer{.inner_optimizer = inner};
  EXPECT_EQ(scaler.learning_rate(), 0.5);
  scaler.set_learning_rate(0.25);
  scaler.set_weight_decay(0.125);
  EXPECT_EQ(inner.learning_rate(), 0.25);
  EXPECT_EQ(inner.weight_decay(), 0.125);
  Variable w("w", Shape{1});
  step(scaler, {w}, {Array{INFINITY}});
  EXPECT_EQ(scaler.iterations(), 0);  // left out
  EXPECT_EQ(w.value().get(0), 0);
  step(scaler, {w}, {Array{1}});
  EXPECT_EQ(scaler.iterations(), 1);
  EXPECT_NE(w.value().get(0), 0);
  EXPECT_EQ(scaler.clone().iterations(), 0);
  EXPECT_EQ(inner.iterations(), 1);
}

TEST(Optimizers, AccumulatedStepsCountAsOne) {
  const Optimizer sgd = SGD{.learning_rate = 0.5, .gradient_accumulation_steps = 3};
  Variable w("w", Shape{1});
  for (const double g : {3.0, 6.0}) step(sgd, {w}, {Array{g}});
  EXPECT_EQ(w.value().get(0), 0);
  EXPECT_EQ(sgd.iterations(), 0);
  step(sgd, {w}, {Array{9}});
  EXPECT_EQ(w.value().get(0), -3);
  EXPECT_EQ(sgd.iterations(), 1);
  sgd.set_iterations(5);
  EXPECT_EQ(sgd.iterations(), 5);
}

TEST(Optimizers, TheFirstAverageIsTheWeightAndCanTakeItsPlace) {
  const Optimizer sgd = SGD{.learning_rate = 1, .use_ema = true, .ema_momentum = 0.75};
  Variable w("w", Shape{1});
  sgd.finalize_variable_values({w});  // there is none yet
  step(sgd, {w}, {Array{4}});
  step(sgd, {w}, {Array{4}});
  EXPECT_EQ(w.value().get(0), -8);
  sgd.finalize_variable_values({w});
  EXPECT_EQ(w.value().get(0), -5);
}

TEST(Optimizers, SomeVariablesCanBeSparedFromDecay) {
  const Optimizer sgd = SGD{.learning_rate = 1, .weight_decay = 0.5};
  std::vector<Variable> all;
  for (const char* path : {"a/kernel", "a/bias", "bias/kernel", "b/kernel"}) all.emplace_back(path, Shape{1});
  for (Variable& v : all) v.assign(2.0);
  sgd.exclude_from_weight_decay({all[3]}, {"^bi"});
  const Tensor none = Tensor(Array{0});
  step(sgd.clone(), all, {none, none, none, none});
  std::vector<double> values;
  for (const Variable& v : all) values.push_back(v.value().get(0));
  EXPECT_EQ(values, (std::vector<double>{1, 2, 1, 2}));  // of a path only the name counts
}

TEST(Optimizers, AdafactorKeepsRowsAndColumns) {
  const Optimizer adafactor = Adafactor{};
  Variable w("w", Shape{2, 3, 4}), b("b", Shape{4});
  step(adafactor, {w, b}, {ops::zeros_like(w) + 1, ops::zeros_like(b) + 1});
  std::vector<std::string> slots;
  for (const auto& s : adafactor.state().slots) slots.push_back(s.name + s.variable.shape().str());
  EXPECT_EQ(slots, (std::vector<std::string>{"row(2, 3)", "column(2, 4)", "velocity(4,)"}));
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
  expect([] { Optimizer(SGD{.momentum = 7}); }, "SGD: The momentum lies between 0 and 1. Received 7");
  expect([] { Optimizer(SGD{.momentum = -1}); }, "SGD: The momentum lies between 0 and 1. Received -1");
  expect([] { Optimizer(Adam{.beta_1 = 1}); }, "Adam: The beta_1 lies between 0 and 1 and is not 1. Received 1");
  expect([] { Optimizer(Adam{.beta_2 = 2}); }, "Adam: The beta_2 lies between 0 and 1 and is not 1. Received 2");
  expect([] { Optimizer(Adam{.epsilon = -1e-7}); }, "Adam: The epsilon must not be below 0, and finite.");
  expect([] { Optimizer(AdamW{.beta_1 = NAN}); }, "AdamW: The beta_1 lies between 0 and 1 and is not 1. Received nan");
  expect([] { Optimizer(AdamW{.weight_decay = -1}); }, "adamw: The weight decay must not be below 0, and finite.");
  expect([] { Optimizer(RMSprop{.rho = -1}); }, "RMSprop: The rho lies between 0 and 1. Received -1");
  expect([] { Optimizer(RMSprop{.momentum = 1.1}); }, "RMSprop: The momentum lies between 0 and 1. Received 1.1");
  expect([] { Optimizer(SGD{.learning_rate = -0.1}); }, "sgd: The learning rate must not be below 0, and finite.");
  expect([] { Optimizer(SGD{.learning_rate = INFINITY}); }, "sgd: The learning rate must not be below 0, and finite.");
  expect([] { Optimizer(SGD{.clipnorm = -3}); }, "sgd: The clipnorm must not be below 0, and finite. Received -3");
  expect([] { Optimizer(SGD{.clipvalue = -3}); }, "sgd: The clipvalue must not be below 0, and finite. Received -3");
  expect([] { Optimizer(SGD{.global_clipnorm = -3}); }, "sgd: The global_clipnorm must not be below 0, and finite.");
  expect([] { Optimizer("adam").set_learning_rate(-1); }, "adam: The learning rate must not be below 0, and finite.");
  expect([] { Optimizer(SGD{.gradient_accumulation_steps = 1}); },
         "sgd: gradient_accumulation_steps is at least 2, or 0 for none. Received 1");
  expect([] { Optimizer(SGD{.use_ema = true, .ema_momentum = 1.5}); },
         "sgd: The ema_momentum lies between 0 and 1. Received 1.5");
  expect([] { Optimizer(SGD{.use_ema = true, .ema_overwrite_frequency = -1}); },
         "sgd: ema_overwrite_frequency is at least 1, or 0 for never. Received -1");
  expect([] { Optimizer(SGD{.loss_scale_factor = -1}); }, "sgd: The loss_scale_factor must not be below 0");
  expect([] { Optimizer(Adamax{.beta_1 = 1}); }, "Adamax: The beta_1 lies between 0 and 1 and is not 1.");
  expect([] { Optimizer(Nadam{.epsilon = -1}); }, "Nadam: The epsilon must not be below 0");
  expect([] { Optimizer(Adagrad{.initial_accumulator_value = -1}); },
         "Adagrad: The initial_accumulator_value must not be below 0");
  expect([] { Optimizer(Adadelta{.rho = 2}); }, "Adadelta: The rho lies between 0 and 1.");
  expect([] { Optimizer(Adafactor{.clip_threshold = 0}); }, "Adafactor: The clip_threshold must be above 0.");
  expect([] { Optimizer(Ftrl{.learning_rate_power = 0.5}); }, "Ftrl: The learning_rate_power must not be above 0.");
  expect([] { Optimizer(Ftrl{.l1_regularization_strength = -1}); }, "Ftrl: The l1_regularization_strength must not be");
  expect([] { Optimizer(Ftrl{.initial_accumulator_value = -1}); }, "Ftrl: The initial_accumulator_value must not be");
  expect([] { Optimizer(Lion{.beta_1 = 0}); }, "Lion: The beta_1 lies between 0 and 1 and is not 0,");
  expect([] { Optimizer(ScheduleFreeAdamW{.beta_1 = 0}); }, "ScheduleFreeAdamW: The beta_1 divides,");
  expect([] { Optimizer(Muon{.ns_steps = -1}); }, "Muon: ns_steps must not be below 0.");
  expect([] { Optimizer(Muon{.exclude_layers = {"("}}); },
         "optimizer: Names of variables are given as regular expressions. Received \"(\"");
  expect([] { Optimizer(LossScaleOptimizer{.inner_optimizer = SGD{.loss_scale_factor = 2}}); },
         "LossScaleOptimizer: The inner optimizer must not scale the loss, too. Received sgd");
  expect([] { Optimizer(LossScaleOptimizer{.initial_scale = 0}); },
         "LossScaleOptimizer: The initial_scale must be above 0, and finite.");
  expect([] { Optimizer(LossScaleOptimizer{.dynamic_growth_steps = 0}); },
         "LossScaleOptimizer: dynamic_growth_steps must be at least 1.");
  const Optimizer stepped = AdamW{};
  step(stepped, {Variable("w", Shape{1})}, {Array{1}});
  expect([&] { stepped.exclude_from_weight_decay({}, {"bias"}); },
         "adamw: Variables can be excluded from weight decay only before the first step.");
  const Optimizer adam = "adam";
  EXPECT_NO_THROW(adam.set_learning_rate(0));
  EXPECT_NO_THROW(Optimizer(SGD{.learning_rate = 0.1, .momentum = 1}));
  expect([] { Optimizer(SGD{.decay = 1}).set_learning_rate(1); },
         "sgd: The learning rate is set by a schedule and cannot be assigned.");
  expect([] { Optimizer(SGD{}).set_weight_decay(0.1); },
         "sgd: An optimizer that was made without weight decay cannot be given one later.");
  expect([] { Optimizer(AdamW{}).set_weight_decay(-1); }, "adamw: The weight decay must not be below 0, and finite.");
}

}  // namespace
}  // namespace glia
