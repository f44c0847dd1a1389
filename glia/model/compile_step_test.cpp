#include "glia/model/compile_step.hpp"

#include <cmath>
#include <limits>

#include "glia/base/error.hpp"
#include "glia/base/seed.hpp"
#include "glia/constraints/non_neg.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/optimizers/adam.hpp"
#include "glia/optimizers/sgd.hpp"
#include "glia/passes/grad.hpp"

namespace glia {
namespace {

Array table(Dim rows, Dim columns) {
  Array out(Shape{rows, columns});
  for (std::int64_t i = 0; i < out.size(); ++i) out.set(i, std::sin(static_cast<double>(3 * i + 1)));
  return out;
}

Array column(std::initializer_list<double> values) { return Array(values).reshape({-1, 1}); }

Tensor mse(const Tensor& y, const Tensor& p) { return ops::mean(ops::square(p - y)); }

bool same_bits(const std::vector<Array>& a, const std::vector<Array>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::int64_t k = 0; k < a[i].size(); ++k) {
      if (a[i].get(k) != b[i].get(k)) return false;
    }
  }
  return a.size() == b.size();
}

TEST(CompileStep, DoesOneStepOfGradientDescent) {
  Variable w("w", Shape{2, 1});
  w.assign(column({1, 2}));
  const Optimizer sgd = SGD{.learning_rate = 0.5};
  auto step = compile_step([&](Tensor x, Tensor y) {
    Tensor loss = mse(y, ops::matmul(x, w));
    sgd.apply(grad(loss, std::vector<Variable>{w}));
    return loss;
  });
  // Errors of the two samples: 1·1 + 2·2 − 4 = 1 and 3·1 − 1·2 − 3 = −2; gradient = mean of 2·error·x.
  const double loss = step(Array{{1, 2}, {3, -1}}, column({4, 3}));
  EXPECT_DOUBLE_EQ(loss, 2.5);
  EXPECT_DOUBLE_EQ(w.value().get(0), 1 - 0.5 * (1 * 1 + -2 * 3));
  EXPECT_DOUBLE_EQ(w.value().get(1), 2 - 0.5 * (1 * 2 + -2 * -1));
  EXPECT_EQ(sgd.iterations(), 1);
}

TEST(CompileStep, GivesTheBitsOfFit) {
  const Array x = table(11, 5);
  const Array y = table(11, 1);
  const auto make = [] {
    set_seed(0);
    return Sequential{Input{5}, Dense{7, "tanh"}, Dense{1}};
  };
  const Sequential fitted = make();
  fitted.compile({.optimizer = Adam{.learning_rate = 0.01}, .loss = "mse"});
  fitted.fit(x, y, {.batch_size = 4, .epochs = 3, .verbose = 0, .shuffle = false});

  const Sequential stepped = make();
  const Optimizer adam = Adam{.learning_rate = 0.01};
  const Loss loss_of = "mse";
  auto step = compile_step([&](Tensor a, Tensor b) {
    Tensor loss = loss_of.reduced(b, stepped(a));
    adam.apply(grad(loss, stepped.trainable_weights()));
    return loss;
  });
  for (int epoch = 0; epoch < 3; ++epoch) {
    for (std::int64_t row = 0; row < 11; row += 4) {
      const std::int64_t end = std::min<std::int64_t>(row + 4, 11);
      step(x.rows(row, end), y.rows(row, end));
    }
  }
  EXPECT_TRUE(same_bits(fitted.get_weights(), stepped.get_weights()));
  EXPECT_TRUE(same_bits({fitted.predict(x)}, {stepped.predict(x)}));
}

TEST(CompileStep, TracesOncePerShapeAndDtype) {
  int traced = 0;
  auto step = compile_step([&](Tensor x) {
    ++traced;
    return ops::sum(ops::cast(x, f32));
  });
  for (const std::size_t rows : {4u, 2u, 16u, 4u, 16u}) {
    EXPECT_DOUBLE_EQ(step(Array(std::vector<float>(rows, 1.5f))), 1.5 * static_cast<double>(rows));
  }
  EXPECT_EQ(traced, 1) << "the batch is a symbol";
  EXPECT_DOUBLE_EQ(step(Array(std::vector<std::int32_t>{1, 2})), 3);
  EXPECT_EQ(traced, 2) << "another dtype";
  EXPECT_DOUBLE_EQ(step(Array{{1, 2}, {3, 4}}), 10);
  EXPECT_EQ(traced, 3) << "another shape";
}

TEST(CompileStep, TakesExpressionsNumbersAndVectors) {
  auto step = compile_step([](Tensor x, Tensor factor) { return Tensors{x * factor, ops::sum(x)}; });
  const Array pixels = Array(std::vector<std::uint8_t>{0, 51, 255});
  Array two(Shape{});
  two.fill(2);
  const std::vector<Array> out = step(pixels / 255.0, two);
  ASSERT_EQ(out.size(), 2u);
  EXPECT_NEAR(out[0](1), 0.4, 1e-6);
  EXPECT_NEAR(out[1].item(), 1.2, 1e-6);
  EXPECT_NEAR(step(pixels.rows(1, 3) / 255.0, two)[1].item(), 1.2, 1e-6) << "other rows, same program";
  EXPECT_NEAR(step(std::vector<double>{1, 2}, two)[1].item(), 3, 0);
}

TEST(CompileStep, ReadsSeeTheValuesBeforeTheStep) {
  Variable a("a", Shape{1}, f32, 1), b("b", Shape{1}, f32, 1);
  const Optimizer sgd = SGD{.learning_rate = 1};
  auto step = compile_step([&](Tensor x) {
    Tensor loss = ops::sum(x * a * b);
    sgd.apply(grad(loss, std::vector<Variable>{a, b}));
    return loss;
  });
  step(Array{0.25});
  EXPECT_DOUBLE_EQ(a.value().item(), 0.75);
  EXPECT_DOUBLE_EQ(b.value().item(), 0.75) << "from the old a";
}

TEST(CompileStep, RandomOpsFollowTheSeedAndTheIteration) {
  const Layer dropout = Dropout{0.5};
  const auto masks = [&](std::uint64_t seed) {
    auto step = compile_step([&](Tensor x) { return dropout(x); }, {.seed = seed});
    std::vector<Array> out;
    for (int i = 0; i < 2; ++i) out.push_back(step(Array(std::vector<float>(64, 1.0f))));
    return out;
  };
  const auto first = masks(1);
  EXPECT_FALSE(same_bits({first[0]}, {first[1]})) << "another mask in each step";
  EXPECT_TRUE(same_bits(first, masks(1)));
  EXPECT_FALSE(same_bits(first, masks(2)));
  auto inference = compile_step([&](Tensor x) { return dropout(x); }, {.training = false});
  for (const double value : inference(Array{1, 2, 3})) EXPECT_NE(value, 0);
}

struct CountsBatches {
  Tensor call(Scope& scope, const Tensor& x) const {
    Variable seen = scope.state("seen", Shape{});
    if (scope.training()) scope.update(seen, Tensor(seen) + 1);
    return x;
  }
};

TEST(CompileStep, CommitsStatesOfLayersAndConstraints) {
  const Sequential model{Input{1}, CountsBatches{}, Dense{.units = 1, .kernel_constraint = constraints::NonNeg{}}};
  model.set_weights({Array(Shape{}), column({0.1}), Array{0}});
  const Optimizer sgd = SGD{.learning_rate = 10};
  auto step = compile_step([&](Tensor x) {
    Tensor loss = ops::mean(model(x));
    sgd.apply(grad(loss, model.trainable_weights()));
    return loss;
  });
  step(column({1, 2}));
  step(column({1, 2}));
  EXPECT_EQ(model.get_layer(0).weights().at(0).value().item(), 2);
  EXPECT_EQ(model.get_layer(1).weights().at(0).value().item(), 0) << "0.1 − 10 · 1.5, but not below 0";
}

TEST(CompileStep, ALossThatIsNotFiniteUpdatesNothing) {
  Variable w("w", Shape{1}, f32, 3);
  const Optimizer sgd = SGD{.learning_rate = 0.1};
  const auto function = [&](Tensor x) {
    Tensor loss = ops::sum(x * w);
    sgd.apply(grad(loss, std::vector<Variable>{w}));
    return loss;
  };
  const Array bad{std::numeric_limits<double>::quiet_NaN()};
  EXPECT_THROW(compile_step(function)(bad), DataError);
  EXPECT_EQ(w.value().item(), 3);
  const double loss = compile_step(function, {.on_nan = "ignore"})(bad);
  EXPECT_TRUE(std::isnan(loss));
  EXPECT_EQ(w.value().item(), 3);
  EXPECT_EQ(sgd.iterations(), 0);
  EXPECT_THROW(compile_step(function, {.on_nan = "stop"}), ValueError);
}

TEST(CompileStep, RefusesWhatDoesNotFit) {
  auto step = compile_step([](Tensor x, Tensor y) { return ops::sum(x + y); });
  EXPECT_THROW(step(Array{1, 2}, Array{1, 2, 3}), DataError);
  EXPECT_THROW(step(Array{}, Array{1}), DataError);
  EXPECT_THROW(step({Array{1}, Array{2}}, Array{1}), DataError);
  EXPECT_THROW(compile_step([](Tensor) { return Tensor(); })(Array{1}), ValueError);
}

}  // namespace
}  // namespace glia
