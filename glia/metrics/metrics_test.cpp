#include "glia/graph/node.hpp"
#include "glia/metrics/accuracy.hpp"
#include "glia/metrics/binary_accuracy.hpp"
#include "glia/metrics/binary_crossentropy.hpp"
#include "glia/metrics/categorical_accuracy.hpp"
#include "glia/metrics/categorical_crossentropy.hpp"
#include "glia/metrics/mean.hpp"
#include "glia/metrics/mean_absolute_error.hpp"
#include "glia/metrics/mean_squared_error.hpp"
#include "glia/metrics/resolve_accuracy.hpp"
#include "glia/metrics/sparse_categorical_accuracy.hpp"
#include "glia/metrics/sparse_categorical_crossentropy.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::message_of;
using tests::value_of;

/// The result after one batch.
double result_of(const Metric& metric, const Array& target, const Array& output, const Tensor& weight = {}) {
  Tensors state;
  for (const MetricState& s : metric.state()) {
    Array initial(s.shape);
    initial.fill(s.initial);
    state.push_back(initial);
  }
  return value_of(metric.result(metric.update(state, target, output, weight))).item();
}

TEST(Metrics, Accuracies) {
  const Array scores{{0.1, 0.7, 0.2}, {0.5, 0.25, 0.25}, {0.2, 0.2, 0.6}, {0.4, 0.4, 0.2}};
  EXPECT_EQ(result_of("sparse_categorical_accuracy", Array{1, 2, 2, 0}, scores), 0.75);  // the first of equals
  EXPECT_EQ(result_of("sparse_categorical_accuracy", Array{1, 2, 2, 1}.cast(u8).reshape({4, 1}), scores), 0.5);
  EXPECT_EQ(result_of("categorical_accuracy", Array{{0, 1, 0}, {0, 0, 1}, {0, 0, 1}, {1, 0, 0}}, scores), 0.75);
  EXPECT_EQ(result_of("binary_accuracy", Array{1, 0, 1, 0}, Array{0.9, 0.5, 0.2, 0.1}.reshape({4, 1})), 0.75);
  EXPECT_EQ(result_of(metrics::BinaryAccuracy{.threshold = 0.15}, Array{1, 0, 1, 0}, Array{0.9, 0.5, 0.2, 0.1}), 0.75);
  EXPECT_EQ(result_of(metrics::Accuracy{}, Array{1, 2, 3, 4}, Array{1, 2, 0, 4}), 0.75);
}

TEST(Metrics, WeightsCountRows) {
  const Array scores{{0.1, 0.9}, {0.9, 0.1}};
  EXPECT_EQ(result_of("sparse_categorical_accuracy", Array{1, 1}, scores, Array{3, 1}), 0.75);
}

TEST(Metrics, ErrorsAndMeans) {
  const Array t{{1, 2}, {3, 4}};
  const Array y{{2, 2}, {0, 6}};
  EXPECT_EQ(result_of("mse", t, y), 3.5);
  EXPECT_EQ(result_of("mae", t, y), 1.5);
  EXPECT_EQ(result_of(metrics::Mean{}, t, y), 2.5);
  EXPECT_NEAR(result_of("sparse_categorical_crossentropy", Array{1}, Array{{0.3, 0.7}}), 0.35667494, 1e-6);
  EXPECT_NEAR(result_of("categorical_crossentropy", Array{{0, 1}}, Array{{0.3, 0.7}}), 0.35667494, 1e-6);
  EXPECT_NEAR(result_of("binary_crossentropy", Array{{0, 1}}, Array{{0.3, 0.7}}), 0.35667494, 1e-6);
}

TEST(Metrics, AccuracyFollowsTheShapes) {
  const auto class_of = [](const Shape& target, const Shape& output) {
    const Metric metric = detail::resolve_accuracy("accuracy", target, output);
    EXPECT_EQ(metric.name(), "accuracy");
    return metric.config()["class_name"].as_string();
  };
  EXPECT_EQ(class_of({-1}, {-1, 1}), "BinaryAccuracy");
  EXPECT_EQ(class_of({-1, 1}, {-1, 1}), "BinaryAccuracy");
  EXPECT_EQ(class_of({-1}, {-1, 10}), "SparseCategoricalAccuracy");
  EXPECT_EQ(class_of({-1, 1}, {-1, 10}), "SparseCategoricalAccuracy");
  EXPECT_EQ(class_of({-1, 10}, {-1, 10}), "CategoricalAccuracy");
  EXPECT_EQ(class_of({-1, 7}, {-1, 7, 10}), "SparseCategoricalAccuracy");
}

TEST(Metrics, CrossentropyFollowsTheShapes) {
  const auto class_of = [](const Shape& target, const Shape& output) {
    return detail::resolve_crossentropy("", target, output).config()["class_name"].as_string();
  };
  EXPECT_EQ(class_of({-1}, {-1, 1}), "BinaryCrossentropy");
  EXPECT_EQ(class_of({-1}, {-1, 10}), "SparseCategoricalCrossentropy");
  EXPECT_EQ(class_of({-1, 10}, {-1, 10}), "CategoricalCrossentropy");
}

TEST(Metrics, KerasHasSeveralNamesForOne) {
  const auto class_of = [](const char* name) { return Metric(name).config()["class_name"].as_string(); };
  for (const char* name : {"mse", "MSE", "mean_squared_error", "MeanSquaredError"})
    EXPECT_EQ(class_of(name), "MeanSquaredError") << name;
  for (const char* name : {"mae", "MAE"}) EXPECT_EQ(class_of(name), "MeanAbsoluteError") << name;
  for (const char* name : {"bce", "BCE"}) EXPECT_EQ(class_of(name), "BinaryCrossentropy") << name;
  EXPECT_EQ(class_of("acc"), "Accuracy");
  EXPECT_NE(message_of([] { Metric("crossentroppy"); }).find("'crossentropy'"), std::string::npos);
}

TEST(Metrics, CrossentropyByNameIsResolvedByTheShapes) {
  for (const char* name : {"crossentropy", "ce"}) {
    const auto resolved = [&](const Shape& target, const Shape& output) {
      return detail::resolved_metric(Metric(name), target, output);
    };
    EXPECT_EQ(resolved({-1}, {-1, 1}).config()["class_name"].as_string(), "BinaryCrossentropy");
    EXPECT_EQ(resolved({-1}, {-1, 3}).config()["class_name"].as_string(), "SparseCategoricalCrossentropy");
    EXPECT_EQ(resolved({-1, 3}, {-1, 3}).config()["class_name"].as_string(), "CategoricalCrossentropy");
    EXPECT_EQ(resolved({-1}, {-1, 3}).name(), name);
  }
  const Metric own = metrics::CategoricalCrossentropy{};
  EXPECT_EQ(detail::resolved_metric(own, {-1}, {-1, 3}).config(), own.config()) << "a struct means itself";
}

TEST(Metrics, ErrorsNameTheMetric) {
  EXPECT_EQ(
      message_of([] {
        (void)result_of(metrics::CategoricalAccuracy{}, Array{1, 2}, Array{{1, 0, 0}, {0, 1, 0}});
      }),
      "categorical_accuracy: The target must give one number for each class. Expected (2, 3), received (2,), as if of "
      "class numbers. Use sparse_categorical_accuracy for class numbers, or ops::one_hot to turn them into this form.");
  EXPECT_EQ(message_of([] { Metric("acuracy"); }).substr(0, 60),
            "metric: No metric has the name 'acuracy'. Did you mean 'accu");
}

TEST(Metrics, ConfigMakesTheSameMetricAgain) {
  for (const Metric& metric :
       {Metric("accuracy"), Metric(metrics::BinaryAccuracy{.threshold = 0.3}), Metric("categorical_accuracy"),
        Metric("sparse_categorical_accuracy"), Metric("mse"), Metric("mae"), Metric("mean"),
        Metric(metrics::BinaryCrossentropy{.from_logits = true}), Metric("categorical_crossentropy"),
        Metric(metrics::SparseCategoricalCrossentropy{.name = "nll"})}) {
    EXPECT_EQ(detail::make_metric(metric.config()).config(), metric.config()) << metric.name();
  }
}

}  // namespace
}  // namespace glia
