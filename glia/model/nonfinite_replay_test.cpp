// A loss that is not finite: the message names the first layer, operation and rows, found by running the step again.
#include <cmath>
#include <limits>

#include "glia/layers/add.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/model/compile_step.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/optimizers/sgd.hpp"
#include "glia/passes/grad.hpp"
#include "glia/regularizers/l2.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using tests::expect_error;
using tests::same_bits;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct LogLayer {
  static void fields(Fields&) {}
  Tensor call(Scope&, const Tensor& x) const { return ops::log(x); }
};

/// a / b of two inputs.
struct Ratio {
  std::string name = {};
  static void fields(Fields& f) { f("name", &Ratio::name); }
  Tensor call(Scope&, const Tensors& xs) const { return xs[0] / xs[1]; }
};

struct Exponential {
  double factor = 1;
  static void fields(Fields& f) { f("factor", &Exponential::factor); }
  Tensor call(Scope&, const Tensor& x) const { return ops::exp(x * factor); }
};

/// |x| as √(x²): right, but without a gradient at 0.
struct Root {
  static void fields(Fields&) {}
  Tensor call(Scope&, const Tensor& x) const { return ops::sqrt(ops::square(x)); }
};

/// log x where x > 0, else 0: the branch that is dropped is −infinity or NaN.
struct SafeLog {
  static void fields(Fields&) {}
  Tensor call(Scope&, const Tensor& x) const { return ops::where(ops::greater(x, 0), ops::log(x), x * 0.0); }
};

Array ones(const Shape& shape) {
  Array out(shape);
  out.fill(1);
  return out;
}

/// Six samples of ones with target one; no shuffling, so that row r of the first batch is sample r.
class Replay : public testing::Test {
 protected:
  Array x_ = ones({6, 2});
  Array y_ = ones({6, 1});
  FitOptions options_{.batch_size = 6, .verbose = 0, .shuffle = false};

  /// fit() throws, and its message holds every fragment.
  void refuses(const Model& model, std::initializer_list<std::string_view> fragments) {
    expect_error<DataError>([&] { model.fit(x_, y_, options_); }, fragments);
  }

  static Sequential compiled(const Sequential& model, const Loss& loss = "mse") {
    model.compile({.optimizer = SGD{.learning_rate = 0.1}, .loss = loss});
    return model;
  }
};

TEST_F(Replay, LogOfANegativeNumber) {
  x_.set(2 * 3, -1);
  x_.set(2 * 5 + 1, -1);
  refuses(compiled({Input{2}, LogLayer{}, Dense{1}}),
          {"log_layer:", "NaN from log in rows 3 and 5 of the batch (samples 3 and 5)", "epoch 1, step 1"});
}

TEST_F(Replay, DivisionByZeroOfTwoInputs) {
  const Input a{2}, b{2};
  const Layer ratio = Ratio{.name = "ratio"};
  const Model model{{a, b}, {ratio(Tensors{a | Dense{2}, b}) | Dense{1}}};
  model.compile({.optimizer = "sgd", .loss = "mse"});
  Array second = ones({6, 2});
  second.set(8, 0);
  expect_error<DataError>(
      [&] {
        model.fit({x_, second}, y_, options_);
      },
      {"ratio:", "infinity from divide in row 4 of the batch (sample 4)"});
}

TEST_F(Replay, OverflowOfTheExponential) {
  x_.set(2, 90);
  const Sequential model = compiled({Input{2}, Exponential{}, Dense{1}});
  const std::vector<Array> before = model.get_weights();
  refuses(model, {"exponential:", "infinity from exp in row 1 of the batch", "the step was skipped"});
  EXPECT_TRUE(same_bits(model.get_weights()[0], before[0])) << "neither the step nor its replay changes a weight";
  EXPECT_EQ(model.optimizer().iterations(), 0);
}

TEST_F(Replay, NaNInOneSample) {
  options_.batch_size = 4;
  x_.set(2 * 5, kNan);
  expect_error<DataError>(
      [&] {
        compiled({Input{2}, Dense{1}}).fit(x_, y_, options_);
      },
      {"x:", "NaN in sample 5, value 0 of it, row 1 of the batch", "dense",
       "NaN from matmul in row 1 of the batch (sample 5)"});
}

TEST_F(Replay, ShuffledRowsAreNamedByTheirSamples) {
  options_.shuffle = true;
  options_.batch_size = 1;
  options_.seed = 3;
  x_.set(2 * 4, -1);
  expect_error<DataError>(
      [&] {
        compiled({Input{2}, LogLayer{}, Dense{1}}).fit(x_, y_, options_);
      },
      {"log_layer:", "NaN from log in row 0 of the batch (sample 4)"});
}

TEST_F(Replay, GradientOfTheRootAtZero) {
  x_.set(4, 0);
  x_.set(5, 0);
  options_.epochs = 2;
  refuses(compiled({Input{2}, Dense{.units = 2, .use_bias = false}, Root{}, Dense{1}}),
          {"dense/kernel:", "no longer finite at epoch 2, step 1", "gradient of the step before",
           "lost weights drawn anew", "infinity from", "in row 2 of the batch (sample 2)", "gradient of root"});
}

TEST_F(Replay, AHugeLearningRate) {
  options_.epochs = 3;
  const Sequential model{Input{2}, Dense{4, relu, true, "ones"}, Dense{1, linear, true, "ones"}};
  model.compile({.optimizer = SGD{.learning_rate = 1e25}, .loss = "mse"});
  refuses(model, {"loss mean_squared_error:", "epoch 2, step 1", "infinity from square in all 6 rows of the batch"});
}

TEST_F(Replay, ABadLossOfTheUsersOwn) {
  y_.set(1, -2);
  const auto bad = [](const Tensor& target, const Tensor& output) {
    return ops::sum(ops::log(target) * ops::square(output), {-1});
  };
  refuses(compiled({Input{2}, Dense{1}}, bad), {"loss lambda:", "NaN from log in row 1 of the batch (sample 1)"});
}

TEST_F(Replay, InsideANestedModel) {
  x_.set(0, -1);
  const Sequential inner{Input{2}, LogLayer{}};
  refuses(compiled({Input{2}, inner, Dense{1}}), {"sequential/log_layer:", "NaN from log in row 0 of the batch"});
}

TEST_F(Replay, AWeightSetToInfinity) {
  const Sequential model = compiled({Input{2}, Dense{2}, Dense{1}});
  std::vector<Array> weights = model.get_weights();
  weights[2].set(0, std::numeric_limits<double>::infinity());
  model.set_weights(weights);
  refuses(model, {"dense_1/kernel:", "when training begins", "infinity", "from matmul in all 6 rows of the batch",
                  "in dense_1"});
}

TEST_F(Replay, ALossThatIsTooLarge) {
  y_.set(2, 3e38);
  refuses(compiled({Input{2}, Dense{1}}), {"loss mean_squared_error:", "infinity from square in row 2 of the batch"});
}

TEST_F(Replay, APenaltyBelongsToNoRow) {
  const Sequential model = compiled(
      {Input{2}, Dense{.units = 1, .kernel_initializer = "ones", .kernel_regularizer = regularizers::L2{1e38}}});
  std::vector<Array> weights = model.get_weights();
  weights[0].fill(1e10);
  model.set_weights(weights);
  refuses(model, {"penalties/dense/kernel:", "infinity from", "all 6 rows of the batch together"});
}

TEST_F(Replay, TheDroppedBranchOfASelectAccusesNobody) {
  x_.set(0, -1);
  x_.set(2 * 4, -3);
  x_.set(2 * 5, 90);
  refuses(compiled({Input{2}, SafeLog{}, Exponential{50.0}, Dense{1}}), {"exponential:", "infinity from exp", "row 5"});
}

TEST_F(Replay, ADividedDataSet) {
  Array zero{1, 0};
  expect_error<DataError>(
      [&] {
        compiled({Input{2}, Dense{1}}).fit(Tensor(x_) / zero, y_, options_);
      },
      {"before the first layer", "infinity from divide in all 6 rows of the batch"});
}

TEST_F(Replay, DropsTheSameUnitsAgain) {
  options_.seed = 5;
  x_ = Array(Shape{6, 60});  // row r has numbers in columns 10r … 10r + 9 only
  for (std::int64_t i = 0; i < 60; ++i) x_.set(i / 10 * 60 + i, 1);
  // The gradient of a kernel of zeros tells which of them were kept.
  const Sequential probe{Input{60}, Dropout{.rate = 0.95}, Dense{1, linear, false, "zeros"}};
  compiled(probe).fit(x_, y_, options_);
  const Array kernel = probe.get_weights()[0];
  std::vector<int> kept;
  for (int row = 0; row < 6; ++row) {
    bool any = false;
    for (std::int64_t i = 10 * row; i < 10 * row + 10; ++i) any = any || kernel.get(i) != 0;
    if (any) kept.push_back(row);
  }
  ASSERT_GT(kept.size(), 1U);
  ASSERT_LT(kept.size(), 6U);
  std::string rows = "infinity from exp in rows ";
  for (std::size_t i = 0; i < kept.size(); ++i)
    rows += (i == 0 ? "" : i + 1 == kept.size() ? " and " : ", ") + std::to_string(kept[i]);
  refuses(compiled({Input{60}, Dropout{.rate = 0.95}, Exponential{300.0}, Dense{1}}),
          {"exponential:", rows + " of the batch"});
}

TEST_F(Replay, AStepOfTheUsersOwn) {
  Variable w("w", Shape{1}, f32, 3);
  const Optimizer sgd = SGD{.learning_rate = 0.1};
  auto step = compile_step([&](Tensor x) {
    Tensor loss = ops::sum(ops::log(x) * w);
    sgd.apply(grad(loss, std::vector<Variable>{w}));
    return loss;
  });
  expect_error<DataError>([&] { step(Array{1, 2, -1}); }, {"compile_step:", "NaN from log in row 2 of the batch"});
}

}  // namespace
}  // namespace glia
