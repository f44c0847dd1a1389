#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "glia/base/threads.hpp"
#include "glia/layers/dense.hpp"
#include "glia/model/model.hpp"
#include "testing/golden.hpp"

// The losses of Keras under each optimizer, through the public API: the network of tools/goldens/optimizers.py.
namespace glia {
namespace {

using namespace tests;

constexpr std::int64_t kSteps = 100, kRows = 200, kBatch = 32;
constexpr double kSummed = kSteps * kBatch;  // gradients that a weight has taken up

Array labels() {
  Array y(Shape{kRows}, i32);
  for (std::int64_t r = 0; r < kRows; ++r) {
    std::int64_t best = 0;
    for (std::int64_t j = 1; j < 3; ++j) best = level(8 * r + j) > level(8 * r + best) ? j : best;
    y.set(r, static_cast<double>(best));
  }
  return y;
}

Optimizer optimizer_of(const Value& at) {
  Value config = class_of(at, "optimizer");
  if (!at["schedule"].is_null()) {
    const Value schedule = at["schedule"];
    Value arguments = at["arguments"];
    arguments.set("learning_rate", class_of(schedule, "class"));
    config.set("config", arguments);
  }
  return detail::make_optimizer(config);
}

Sequential network(DType dtype, const Optimizer& optimizer) {
  Sequential model{
      Input({8}, {.dtype = dtype}),
      Dense{.units = 6, .activation = tanh, .dtype = dtype},
      Dense{.units = 3, .activation = softmax, .dtype = dtype},
  };
  model.set_weights({noise(5000, {8, 6}, 0.7), noise(6000, {6}, 0.1), noise(7000, {6, 3}, 0.9), noise(8000, {3}, 0.1)});
  model.compile({.optimizer = optimizer, .loss = "sparse_categorical_crossentropy"});
  return model;
}

Array flat(const Model& model) {
  std::vector<double> out;
  for (const Array& w : model.get_weights()) out.insert(out.end(), w.begin(), w.end());
  return Array(out);
}

Array train_by_batches(const Model& model, DType dtype) {
  const Array x = noise(0, {kRows, 8}).cast(dtype);
  const Array y = labels();
  std::vector<double> losses;
  std::int64_t row = 0;
  for (std::int64_t step = 0; step < kSteps; ++step) {
    const std::int64_t to = std::min(row + kBatch, kRows);
    losses.push_back(model.train_on_batch(x.rows(row, to), y.rows(row, to))["loss"]);
    row = to == kRows ? 0 : to;
  }
  return Array(losses);
}

/// The largest |a − b| / |b|.
double worst(const Array& a, const Array& b) {
  double out = 0;
  for (std::int64_t i = 0; i < b.size(); ++i) out = std::max(out, std::abs(a.get(i) / b.get(i) - 1));
  return out;
}

void check_losses(DType dtype) {
  const std::string in = dtype == f32 ? " in f32" : "";
  double worst_loss = 0;
  const int ran = for_each_case("optimizers", [&](const std::string& key, const Value& at) {
    Array first;
    for (const int threads : {1, 2, 3}) {
      const Sequential model = network(dtype, optimizer_of(at));
      set_threads(threads);
      const Array losses = train_by_batches(model, dtype);
      set_threads(0);
      const Array weights = flat(model);
      if (threads > 1) {
        EXPECT_TRUE(same_bits(weights, first)) << threads << " threads";
        continue;
      }
      first = weights;
      const Array expected = array_of(at["loss_f64"]);
      // Logs are f32, whatever the model computes in.
      expect_golden("optimizers", key, "losses" + in, losses.cast(f32), expected, dtype == f32 ? kSummed : 1);
      expect_golden("optimizers", key, "weights" + in, weights.cast(dtype), array_of(at["weights_f64"]), kSummed);
      worst_loss = std::max(worst_loss, worst(losses, expected));
    }
  });
  EXPECT_GE(ran, 30);
  EXPECT_LE(worst_loss, 1e-5);  // what is promised to users
  testing::Test::RecordProperty("worst_loss_error", testing::PrintToString(worst_loss));
}

TEST(OptimizersGolden, LossesAndWeightsOf100Steps) {
  check_losses(f32);
  check_losses(f64);
  expect_all_exceptions_met("optimizers");
}

TEST(OptimizersGolden, FitGoesTheSameWayAsItsBatches) {
  for_each_case("optimizers", [&](const std::string&, const Value& at) {
    const Array x = noise(0, {kRows, 8}).cast(f32);
    const Array expected = array_of(at["loss_f64"]);
    const Sequential model = network(f32, optimizer_of(at));
    const History history =
        model.fit(x, labels(), {.batch_size = kBatch, .epochs = 14, .verbose = 0, .shuffle = false});
    for (std::int64_t epoch = 0; epoch < 14; ++epoch) {  // six batches of 32 rows and one of 8, weighted by rows
      double mean = 0;
      for (std::int64_t b = 0; b < 7; ++b) mean += expected.get(7 * epoch + b) * (b < 6 ? 32 : 8) / 200;
      EXPECT_NEAR(history["loss"][static_cast<std::size_t>(epoch)], mean, 1e-5 * mean) << "epoch " << epoch;
    }
    const Sequential by_batches = network(f32, optimizer_of(at));
    for (std::int64_t step = 0; step < 98; ++step) {
      const std::int64_t row = step % 7 * kBatch;
      const std::int64_t to = std::min(row + kBatch, kRows);
      by_batches.train_on_batch(x.rows(row, to), labels().rows(row, to));
    }
    by_batches.optimizer().finalize_variable_values(by_batches.trainable_weights());  // as fit() at its end
    EXPECT_TRUE(same_bits(flat(model), flat(by_batches)));
  });
}

}  // namespace
}  // namespace glia
