#include <gtest/gtest.h>
#include <map>

#include "glia/metrics/metric.hpp"
#include "testing/golden.hpp"

// Keras's other metrics over three batches each: the result after every batch and the state after the last.
namespace glia {
namespace {

using namespace tests;

Array filled(const MetricState& s) {
  Array out(s.shape);
  out.fill(s.initial);
  return out;
}

void check(const std::string& file, const std::string& key, const Value& at) {
  const Metric metric = detail::make_metric(class_of(at, "metric"));
  const std::string name = at["metric"].as_string();
  Tensors state;
  double length = 0;  // numbers summed so far
  for (std::size_t i = 0; i < at["batches"].size(); ++i) {
    const Value& batch = at["batches"][i];
    const bool values = batch.find("values") != nullptr;
    const Tensor p = array_of(batch[values ? "values" : "y_pred"], f32);
    const Tensor y = values ? p : Tensor(array_of(batch["y_true"], f32));
    const Tensor w = batch.find("sample_weight") != nullptr ? Tensor(array_of(batch["sample_weight"], f32)) : Tensor();
    const Tensor mask = batch.find("mask") != nullptr ? Tensor(array_of(batch["mask"], boolean)) : Tensor();
    if (i == 0) {
      for (const MetricState& s : metric.state(p.shape())) state.push_back(filled(s));
    }
    Tensors next;
    for (const Tensor& t : metric.update(state, y, p, w, mask)) next.push_back(eval_on_threads(t));
    state = next;
    length += static_cast<double>(array_of(batch[values ? "values" : "y_pred"]).size());
    expect_golden(file, key, "result " + std::to_string(i), eval_on_threads(metric.result(state)),
                  array_of(at["results"][i]), length);
  }
  const Value* variables = at.find("state");
  if (variables == nullptr) return;
  ASSERT_EQ(variables->size(), state.size());
  for (std::size_t i = 0; i < state.size(); ++i)
    expect_golden(file, key, "state " + std::to_string(i), state[i].eval(), array_of((*variables)[i]), length);
}

TEST(MetricsGolden, AllOtherMetricsOfKeras) {
  const std::string file = "metrics_more";
  const int ran = for_each_case(file, [&](const std::string& key, const Value& at) { check(file, key, at); });
  expect_all_exceptions_met(file);
  std::map<std::string, int> cases;
  for (const auto& [key, at] : golden(file)["cases"].as_object()) ++cases[at["metric"].as_string()];
  EXPECT_EQ(cases.size(), 36);
  for (const auto& [metric, count] : cases)
    EXPECT_GE(count, metric.starts_with("CategoricalCross") || metric.starts_with("SparseCategoricalCross") ? 1 : 6)
        << metric;
  EXPECT_GE(ran, 390);
}

TEST(MetricsGolden, OptionsWeightsAndMasks) {
  const std::string file = "metrics_options";
  EXPECT_GE(for_each_case(file, [&](const std::string& key, const Value& at) { check(file, key, at); }), 130);
  expect_all_exceptions_met(file);
}

}  // namespace
}  // namespace glia
