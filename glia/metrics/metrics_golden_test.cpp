#include <gtest/gtest.h>

#include "glia/base/type_name.hpp"
#include "glia/metrics/metric.hpp"
#include "glia/metrics/resolve_accuracy.hpp"
#include "testing/golden.hpp"
#include "testing/tolerance.hpp"

// Keras's metrics over two batches each, and what the name "accuracy" means there.
namespace glia {
namespace {

using namespace tests;

const std::vector<std::pair<std::string, std::string>> kMissing = {
    {"top_2", "no TopKCategoricalAccuracy"},
    {"sparse_top_2", "no SparseTopKCategoricalAccuracy"},
    {"rmse", "no RootMeanSquaredError"},
    {"rmse_weight", "no RootMeanSquaredError"},
};

TEST(MetricsGolden, ResultsAfterEachBatch) {
  const int ran = for_each_case(
      "metrics",
      [](const std::string&, const Value& at) {
        const Metric metric = detail::make_metric(class_of(at, "metric"));
        Tensors state;
        for (const MetricState& s : metric.state()) {
          Array first(s.shape);
          first.fill(s.initial);
          state.push_back(first);
        }
        const Array results = array_of(at["results"]);
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
          const double expected = results.get(static_cast<std::int64_t>(i));
          EXPECT_NEAR(eval_on_threads(metric.result(state)).item(), expected, 1e-6 * std::max(1.0, expected));
        }
      },
      kMissing);
  EXPECT_GE(ran, 21);
}

TEST(MetricsGolden, WhatAccuracyAndCrossentropyMean) {
  for (const Value& at : golden("metrics")["strings"].as_list()) {
    const Shape y = shape_of(at["y_true"]);
    const Shape p = shape_of(at["y_pred"]);
    SCOPED_TRACE(y.str() + " against " + p.str());
    const auto name = [](const Metric& m) { return m.config()["class_name"].as_string(); };
    EXPECT_EQ(name(detail::resolve_accuracy("", y, p)), at["accuracy"].as_string());
    EXPECT_EQ(detail::snake_case(name(detail::resolve_crossentropy("", y, p))), at["crossentropy"].as_string());
  }
}

}  // namespace
}  // namespace glia
