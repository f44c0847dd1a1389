// Every built-in metric through compile, fit and evaluate, on fast kernels alone.
#include <cmath>

#include "glia/layers/dense.hpp"
#include "glia/losses/sparse_categorical_crossentropy.hpp"
#include "glia/metrics/auc.hpp"
#include "glia/metrics/binary_iou.hpp"
#include "glia/metrics/f1_score.hpp"
#include "glia/metrics/fbeta_score.hpp"
#include "glia/metrics/iou.hpp"
#include "glia/metrics/mean_iou.hpp"
#include "glia/metrics/one_hot_iou.hpp"
#include "glia/metrics/one_hot_mean_iou.hpp"
#include "glia/metrics/precision.hpp"
#include "glia/metrics/r2_score.hpp"
#include "glia/metrics/recall.hpp"
#include "glia/metrics/true_positives.hpp"
#include "glia/model/model.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"
#include "testing/log_lines.hpp"

namespace glia {
namespace {

using namespace tests;

constexpr std::int64_t kSamples = 24, kClasses = 3;

Array labels() {
  Array out(Shape{kSamples}, i32);
  for (std::int64_t i = 0; i < kSamples; ++i) out.set(i, static_cast<double>((i * 7 % 5) % kClasses));
  return out;
}

Array one_hot() {
  const Array classes = labels();
  Array out(Shape{kSamples, kClasses});
  for (std::int64_t i = 0; i < kSamples; ++i) out.set(i * kClasses + static_cast<std::int64_t>(classes.get(i)), 1);
  return out;
}

/// The metric that a name makes, or one that fits the model if the name alone cannot say enough.
Metric metric_of(const std::string& name) {
  if (name == "IoU") return metrics::IoU{.num_classes = kClasses, .target_class_ids = {0, 2}, .sparse_y_pred = false};
  if (name == "MeanIoU") return metrics::MeanIoU{.num_classes = kClasses, .sparse_y_pred = false};
  if (name == "OneHotIoU") return metrics::OneHotIoU{.num_classes = kClasses, .target_class_ids = {1}};
  if (name == "OneHotMeanIoU") return metrics::OneHotMeanIoU{.num_classes = kClasses};
  if (name == "F1Score") return metrics::F1Score{.average = "macro"};
  if (name == "FBetaScore") return metrics::FBetaScore{.average = "weighted", .beta = 2};
  return name;
}

bool on_labels(const std::string& name) { return name.starts_with("Sparse") || name == "IoU" || name == "MeanIoU"; }

/// What the model's own outputs amount to, in one batch.
double expected_of(const Metric& metric, const Array& target, const Array& output, const Array& weight) {
  Tensors state;
  for (const MetricState& s : metric.state(output.shape())) {
    Array initial(s.shape);
    initial.fill(s.initial);
    state.push_back(initial);
  }
  const Tensor w = weight.size() > 0 ? Tensor(weight) : Tensor();
  return metric.result(metric.update(state, target, output, w)).eval().item();
}

TEST(EveryMetric, IsMeasuredBatchByBatchOnFastKernels) {
  const Array x = noise(0, {kSamples, 4}, 2).cast(f32);
  Array weight(Shape{kSamples});
  for (std::int64_t i = 0; i < kSamples; ++i) weight.set(i, static_cast<double>(i % 4));
  int all = 0;
  for (const auto& record : detail::builtin_metrics()) {
    const std::string name = record.name;
    SCOPED_TRACE(name);
    const bool sparse = on_labels(name);
    const Metric metric = metric_of(name);
    const LogLines log("dispatch");
    const Sequential model{Input{4}, Dense{kClasses, softmax}};
    model.compile({.optimizer = "sgd",
                   .loss = sparse ? Loss("sparse_categorical_crossentropy") : Loss("mse"),
                   .metrics = {metric},
                   .weighted_metrics = {metric}});
    const Array y = sparse ? labels() : one_hot();
    model.fit(x, y, {.batch_size = 10, .epochs = 1, .verbose = 0, .sample_weight = weight});
    const Logs logs = model.evaluate(x, y, {.batch_size = 10, .verbose = 0, .sample_weight = weight}).logs();
    const Array output = model.predict(x);
    for (const std::string& line : log.all()) EXPECT_EQ(line.find("-> reference"), std::string::npos) << line;
    const std::string key = logs.entries()[1].first;
    const double bare = expected_of(metric, y, output, {});
    const double weighted = expected_of(metric, y, output, weight);
    EXPECT_NEAR(logs[key], bare, 1e-5 * std::max(1.0, std::fabs(bare)));
    EXPECT_NEAR(logs["weighted_" + key], weighted, 1e-5 * std::max(1.0, std::fabs(weighted)));
    ++all;
  }
  EXPECT_GE(all, 44);
}

TEST(EveryMetric, ALogHoldsOneNumber) {
  const auto fit = [](const Metric& metric) {
    const Sequential model{Input{4}, Dense{kClasses, softmax}};
    model.compile({.optimizer = "sgd", .loss = "mse", .metrics = {metric}});
    model.fit(noise(0, {kSamples, 4}).cast(f32), one_hot(), {.epochs = 1, .verbose = 0});
  };
  const std::string scores = message_of([&] { fit(metrics::F1Score{}); });
  EXPECT_EQ(scores,
            "metric f1_score: A metric of a model amounts to one number. Expected (), received (3,). Give it one "
            "threshold, or an average over the classes.");
  const std::string counts = message_of([&] { fit(metrics::TruePositives{.thresholds = {0.2, 0.5}}); });
  EXPECT_NE(counts.find("Expected (), received (2,)"), std::string::npos) << counts;
  fit(metrics::F1Score{.average = "micro"});
}

}  // namespace
}  // namespace glia
