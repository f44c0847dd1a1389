#include <gtest/gtest.h>

#include "glia/base/type_name.hpp"
#include "glia/metrics/metric.hpp"
#include "glia/metrics/resolve_accuracy.hpp"
#include "testing/golden.hpp"

// Keras's metrics over two batches each, and what the name "accuracy" means there.
namespace glia {
namespace {

using namespace tests;

TEST(MetricsGolden, ResultsAfterEachBatch) {
  const int ran = for_each_case("metrics", [](const std::string& key, const Value& at) {
    const Metric metric = detail::make_metric(class_of(at, "metric"));
    Tensors state;
    for (const MetricState& s : metric.state()) {
      Array first(s.shape);
      first.fill(s.initial);
      state.push_back(first);
    }
    const Array expected = array_of(at["results"]);
    Array results(expected.shape(), f32);
    double length = 0;  // numbers summed so far
    for (std::size_t i = 0; i < at["batches"].size(); ++i) {
      const Value& batch = at["batches"][i];
      const bool values = batch.find("values") != nullptr;
      const bool weighted = batch.find("sample_weight") != nullptr;
      const Tensor p = array_of(batch[values ? "values" : "y_pred"], f32);
      const Tensor y = values ? p : Tensor(array_of(batch["y_true"], f32));
      const Tensor w = weighted ? Tensor(array_of(batch["sample_weight"], f32)) : Tensor();
      Tensors next;
      for (const Tensor& t : metric.update(state, y, p, w)) next.push_back(eval_on_threads(t));
      state = next;
      results.set(static_cast<std::int64_t>(i), eval_on_threads(metric.result(state)).item());
      length += static_cast<double>(array_of(batch[values ? "values" : "y_pred"]).size());
    }
    expect_golden("metrics", key, "results", results, expected, length);
  });
  EXPECT_GE(ran, 25);
  expect_all_exceptions_met("metrics");
}

TEST(MetricsGolden, WhatAccuracyAndCrossentropyMean) {
  for (const Value& at : golden("metrics")["strings"].as_list()) {
    const Shape y = shape_of(at["y_true"]);
    const Shape p = shape_of(at["y_pred"]);
    SCOPED_TRACE(y.str() + " against " + p.str());
    const auto name = [](const Metric& m) { return m.config()["class_name"].as_string(); };
    EXPECT_EQ(name(detail::resolve_accuracy("accuracy", y, p)), at["accuracy"].as_string());
    EXPECT_EQ(detail::snake_case(name(detail::resolve_crossentropy("", y, p))), at["crossentropy"].as_string());
  }
}

}  // namespace
}  // namespace glia
