// The names under which fit() logs losses and metrics, and their numbers, against real Keras
// (tools/goldens/histories.py).
#include <functional>
#include <set>

#include "glia/layers/dense.hpp"
#include "glia/metrics/mean_absolute_error.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/sgd.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using namespace tests;
using metrics::MeanAbsoluteError;

Tensor distance(const Tensor& t, const Tensor& y) { return ops::abs(t - y); }

/// The compile() of each case, spelled as the user does.
const std::map<std::string, CompileOptions>& cases() {
  static const std::map<std::string, CompileOptions> all{
      {"mae", {.loss = "mse", .metrics = {"mae"}}},
      {"mse", {.loss = "mse", .metrics = {"mse"}}},
      {"acc", {.loss = "mse", .metrics = {"acc"}}},
      {"accuracy", {.loss = "mse", .metrics = {"accuracy"}}},
      {"object", {.loss = "mse", .metrics = {MeanAbsoluteError{}}}},
      {"named_object", {.loss = "mse", .metrics = {MeanAbsoluteError{.name = "x"}}}},
      {"class_name", {.loss = "mse", .metrics = {"MeanAbsoluteError"}}},
      {"full_name", {.loss = "mse", .metrics = {"mean_absolute_error"}}},
      {"lambda", {.loss = "mse", .metrics = {[](Tensor t, Tensor y) { return distance(t, y); }}}},
      {"three", {.loss = "mse", .metrics = {"mae", "mse", MeanAbsoluteError{}}}},
      {"twice", {.loss = "mse", .metrics = {"mae", "mae"}}},
      {"one_output_nested", {.loss = "mse", .metrics = {{"mae", "mse"}}}},
      {"one_output_by_name", {.loss = {{"a", "mse"}}, .metrics = {ForOutput{"a", {"mae", "mse"}}}}},
      {"one_output_loss_weight", {.loss = "mse", .loss_weights = {2.0}, .metrics = {"mae"}}},
      {"weighted", {.loss = "mse", .weighted_metrics = {"mae", "mse"}}},
      {"weighted_and_not", {.loss = "mse", .metrics = {"mae"}, .weighted_metrics = {"mae"}}},
      {"weighted_twice", {.loss = "mse", .metrics = {"mae"}, .weighted_metrics = {"mae", "mae"}}},
      {"two", {.loss = "mse"}},
      {"two_losses", {.loss = {"mse", "mae"}}},
      {"two_losses_by_name", {.loss = {{"b", "mae"}, {"a", "mse"}}}},
      {"two_loss_weights", {.loss = {"mse", "mae"}, .loss_weights = {1, 2}}},
      {"two_loss_weights_by_name", {.loss = {{"a", "mse"}, {"b", "mae"}}, .loss_weights = {{"b", 2.0}, {"a", 0.5}}}},
      {"two_metrics_one_each", {.loss = "mse", .metrics = {"mae", "mse"}}},
      {"two_metrics_nested", {.loss = "mse", .metrics = {{"mae"}, {"mse", "mae"}}}},
      {"two_metrics_one_empty", {.loss = "mse", .metrics = {{"mae"}, {}}}},
      {"two_metrics_by_name", {.loss = "mse", .metrics = {ForOutput{"b", "mse"}, ForOutput{"a", {"mae", "mse"}}}}},
      {"two_metrics_of_one_by_name", {.loss = "mse", .metrics = {ForOutput{"b", {"mae"}}}}},
      {"two_weighted", {.loss = {"mse", "mae"}, .metrics = {{"mae"}, {}}, .weighted_metrics = {{"mae"}, {"mse"}}}},
  };
  return all;
}

Array floats(std::int64_t first, const Shape& shape, double scale = 1) { return noise(first, shape, scale).cast(f32); }

/// The network of the script, with one or two outputs.
Model network(bool two) {
  const Input x{3};
  const Tensor a = x | Dense{.units = 2, .name = "a"};
  const Tensor b = x | Dense{.units = 1, .name = "b"};
  const Model model = two ? Model{{x}, {a, b}} : Model{x, a};
  std::vector<Array> weights{floats(100, {3, 2}, 0.5), Array(Shape{2})};
  if (two) weights.insert(weights.end(), {floats(200, {3, 1}, 0.5), Array(Shape{1})});
  model.set_weights(weights);
  return model;
}

Data targets(bool two) {
  if (!two) return floats(300, {8, 2});
  return {floats(300, {8, 2}), floats(400, {8, 1})};
}

TEST(HistoryGolden, NamesAndNumbersAreThoseOfKeras) {
  const int ran = for_each_case("histories", [](const std::string& key, const Value& at) {
    const bool two = key.rfind("two", 0) == 0;
    const Model model = network(two);
    CompileOptions options = cases().at(key);
    options.optimizer = SGD{.learning_rate = 0.1};
    model.compile(options);
    const Data y = targets(two);
    FitOptions fit{.batch_size = 3, .epochs = 2, .verbose = 0, .validation_data = {floats(0, {8, 3}, 0.5), y}};
    fit.shuffle = false;
    if (key.find("weighted") != std::string::npos) fit.sample_weight = Array{0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4};
    const History history = model.fit(floats(0, {8, 3}), y, fit);
    std::set<std::string> names, expected;
    for (const auto& [name, values] : history.series()) names.insert(name);
    for (const auto& [name, values] : at["history"].as_object()) expected.insert(name);
    ASSERT_EQ(names, expected);
    for (const auto& [name, values] : at["history"].as_object()) {
      const Array epochs = Array(history[name]).cast(f32);
      expect_golden("histories", key, name, epochs, array_of(values), 48);  // 3 numbers of 8 rows, twice
    }
  });
  expect_all_exceptions_met("histories");
  EXPECT_EQ(ran, static_cast<int>(cases().size()));
}

TEST(HistoryGolden, WhatDoesNotFitTheOutputsIsRefused) {
  const auto refused = [](const CompileOptions& options, std::initializer_list<std::string_view> fragments) {
    const Model model = network(true);
    model.compile(options);
    expect_error<ValueError>([&] { model.fit(floats(0, {8, 3}), targets(true), {.verbose = 0}); }, fragments);
  };
  refused({.loss = "mse", .metrics = {"mae"}}, {"metrics has one entry for each output", "2", "1", "ForOutput{\"a\""});
  refused({.loss = "mse", .weighted_metrics = {"mae"}}, {"weighted_metrics has one entry"});
  refused({.loss = {{"a", "mse"}}}, {"A loss is missing", "'b'"});
  refused({.loss = {{"a", "mse"}, {"c", "mse"}}}, {"A loss", "does not have", "'c'"});
  refused({.loss = {{"a", "mse"}, {"a", "mse"}}}, {"A loss is given twice", "'a'"});
  refused({.loss = "mse", .loss_weights = {{"bb", 1.0}}}, {"A loss weight", "'bb'", "'b'"});
  refused({.loss = "mse", .metrics = {ForOutput{"aa", "mae"}}}, {"An entry of metrics", "'aa'", "'a'"});
}

TEST(HistoryGolden, OutputsOfOneLayerHaveDifferentNames) {
  const Input x{3}, y{3};
  const Layer shared = Dense{.units = 1, .name = "head"};
  const Model model{{x, y}, {shared(x), shared(y)}};
  model.compile({.loss = "mse"});
  const Array rows = floats(0, {8, 3});
  const History history = model.fit({rows, rows}, {floats(9, {8, 1}), floats(9, {8, 1})}, {.verbose = 0});
  EXPECT_TRUE(history.contains("head_loss"));
  EXPECT_TRUE(history.contains("head_1_loss"));
  const auto [loss, second] = model.evaluate({rows, rows}, {floats(9, {8, 1}), floats(9, {8, 1})}, {.verbose = 0});
  EXPECT_FLOAT_EQ(static_cast<float>(loss), static_cast<float>(2 * second));
}

}  // namespace
}  // namespace glia
