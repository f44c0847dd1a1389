// What a metric cannot make sense of, in whole sentences.
#include <cmath>

#include "glia/graph/node.hpp"
#include "glia/metrics/auc.hpp"
#include "glia/metrics/binary_iou.hpp"
#include "glia/metrics/f1_score.hpp"
#include "glia/metrics/false_negatives.hpp"
#include "glia/metrics/fbeta_score.hpp"
#include "glia/metrics/iou.hpp"
#include "glia/metrics/mean_iou.hpp"
#include "glia/metrics/precision.hpp"
#include "glia/metrics/precision_at_recall.hpp"
#include "glia/metrics/r2_score.hpp"
#include "glia/metrics/recall.hpp"
#include "glia/metrics/recall_at_precision.hpp"
#include "glia/metrics/sensitivity_at_specificity.hpp"
#include "glia/metrics/sparse_categorical_crossentropy.hpp"
#include "glia/metrics/sparse_top_k_categorical_accuracy.hpp"
#include "glia/metrics/specificity_at_sensitivity.hpp"
#include "glia/metrics/top_k_categorical_accuracy.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::message_of;

Tensor input(const Shape& shape) { return detail::parameter(0, {shape, f32}); }

/// The words of the error that one batch of such shapes meets.
std::string error_of(const Metric& metric, const Shape& target = {-1, 3}, const Shape& output = {-1, 3}) {
  return message_of([&] {
    Tensors state;
    for (const MetricState& s : metric.state(output)) state.push_back(Array(s.shape));
    (void)metric.update(state, input(target), input(output), {});
  });
}

void expect(const Metric& metric, const std::string& expected, const Shape& target = {-1, 3},
            const Shape& output = {-1, 3}) {
  EXPECT_EQ(error_of(metric, target, output).substr(0, expected.size()), expected);
}

TEST(MetricErrors, Thresholds) {
  using namespace metrics;
  expect(Precision{.thresholds = 1.5},
         "precision: thresholds is compared with probabilities and shares. Expected 0 to 1, received 1.5");
  expect(Recall{.thresholds = {0.5, -0.1}}, "recall: thresholds is compared with");
  expect(FalseNegatives{.thresholds = {0.5, std::nan("")}}, "false_negatives: thresholds is compared with");
  expect(AUC{.thresholds = {0.5, 2}}, "auc: thresholds is compared with");
  expect(AUC{.num_thresholds = 1},
         "auc: An area lies between two thresholds or more. Expected num_thresholds of 2 or more, received 1.");
  expect(PrecisionAtRecall{.recall = 0.5, .num_thresholds = 0},
         "precision_at_recall: num_thresholds is how many thresholds are tried. Expected 1 or more, received 0.");
  expect(PrecisionAtRecall{.recall = 1.1}, "precision_at_recall: recall is compared with");
  expect(RecallAtPrecision{.precision = -0.1}, "recall_at_precision: precision is compared with");
  expect(SensitivityAtSpecificity{.specificity = 2}, "sensitivity_at_specificity: specificity is compared with");
  expect(SpecificityAtSensitivity{.sensitivity = 2}, "specificity_at_sensitivity: sensitivity is compared with");
}

TEST(MetricErrors, Classes) {
  using namespace metrics;
  expect(Precision{.class_id = 3},
         "precision: class_id is the number of a class of the output. Expected 0 to 2, received 3.");
  expect(Recall{.class_id = -1}, "recall: class_id is the number of a class of the output.");
  expect(Recall{.top_k = 4}, "recall: top_k is how many classes of a row are predicted. Expected 1 to 3, received 4.");
  expect(Recall{.top_k = 0}, "recall: top_k is how many classes of a row are predicted.");
  EXPECT_EQ(error_of(Precision{.top_k = 2, .class_id = 1}), "no error") << "Keras takes both";
  expect(PrecisionAtRecall{.class_id = 5}, "precision_at_recall: class_id is the number of a class");
  expect(TopKCategoricalAccuracy{.k = 0},
         "top_k_categorical_accuracy: k is how many of the highest classes count. Expected 1 or more, received 0.");
  expect(SparseTopKCategoricalAccuracy{.k = -2}, "sparse_top_k_categorical_accuracy: k is how many", {-1});
  expect(SparseTopKCategoricalAccuracy{.k = 0, .from_sorted_ids = true}, "sparse_top_k_categorical_accuracy: k is how",
         {-1});
  expect(IoU{.num_classes = 3, .target_class_ids = {0, 3}},
         "io_u: target_class_ids are numbers of classes. Expected 0 to 2, received 3.");
  expect(IoU{.num_classes = 3, .target_class_ids = {-1}}, "io_u: target_class_ids are numbers of classes.");
  expect(IoU{.num_classes = 3}, "io_u: target_class_ids names one class or more.");
  expect("mean_iou", "mean_iou: num_classes is how many classes there are. Expected 1 or more, received 0.");
  expect(BinaryIoU{.target_class_ids = {2}}, "binary_io_u: target_class_ids are numbers of classes.");
  expect(MeanIoU{.num_classes = 3},
         "mean_io_u: There is one class in the target for each class in the output. Expected (None, 3), received "
         "(None,). sparse_y_true and sparse_y_pred say",
         {-1});
}

TEST(MetricErrors, CurvesAndLabels) {
  using namespace metrics;
  expect(AUC{.curve = "DET"}, "auc: Unknown curve. Expected ROC, PR, PRGAIN, received DET.");
  expect(AUC{.summation_method = "simpson"},
         "auc: Unknown summation_method. Expected interpolation, majoring, minoring, received simpson.");
  expect(AUC{.num_labels = 3}, "auc: num_labels belongs to multi_label. Received num_labels = 3.");
  expect(AUC{.multi_label = true, .num_labels = 4},
         "auc: num_labels is the number of the output's columns. Expected 3, received 4.");
  expect(AUC{.label_weights = {0.5, 0.5}},
         "auc: There is one label weight for each column of the output. Expected 3, received 2.");
  expect(AUC{.multi_label = true}, "auc: With multi_label the output has one column for each label.", {-1, 2, 3},
         {-1, 2, 3});
  EXPECT_EQ(error_of(AUC{.curve = "pr", .summation_method = "Majoring"}), "no error");
}

TEST(MetricErrors, AveragesOverClasses) {
  using namespace metrics;
  expect(F1Score{.average = "mean"},
         "f1_score: Unknown average over the classes. Expected micro, macro, weighted or none, received mean.");
  expect(FBetaScore{.beta = 0},
         "fbeta_score: beta is how much more recall counts than precision. Expected a number above 0, received 0");
  for (const double t : {0.0, 1.5, -1.0}) {
    expect(F1Score{.threshold = t}, "f1_score: threshold is a probability above which a class is predicted.");
  }
  expect(F1Score{}, "f1_score: The output has one number for each class. Expected (n, classes), received (None, 2, 3).",
         {-1, 2, 3}, {-1, 2, 3});
  expect(R2Score{.class_aggregation = "mean"},
         "r2_score: Unknown class_aggregation. Expected uniform_average, variance_weighted_average or none, received "
         "mean.");
  expect(R2Score{.num_regressors = -1}, "r2_score: num_regressors is a number of inputs. Expected 0 or more");
  expect(R2Score{}, "r2_score: The scores are computed for each column.", {-1, 2, 3}, {-1, 2, 3});
}

TEST(MetricErrors, TargetsAreNeverBroadcast) {
  for (const char* name :
       {"precision", "recall", "auc", "true_positives", "r2_score", "f1_score", "mape", "msle", "poisson", "hinge",
        "cosine_similarity", "log_cosh_error", "pearson_correlation", "root_mean_squared_error"}) {
    const std::string text = error_of(name, {-1, 2}, {-1, 3});
    EXPECT_NE(text.find("The target must have the shape of the output. Expected (None, 3), received (None, 2)"),
              std::string::npos)
        << name << ": " << text;
  }
}

TEST(MetricErrors, ConfigMakesTheSameMetricAgain) {
  using namespace metrics;
  for (const Metric& metric :
       {Metric(Precision{.thresholds = 0.3, .top_k = 2, .class_id = 1}), Metric(Recall{.thresholds = {0.2, 0.7}}),
        Metric(AUC{.num_thresholds = 20, .curve = "PR", .multi_label = true, .label_weights = {1, 2}}),
        Metric(IoU{.num_classes = 3, .target_class_ids = {0, 2}, .ignore_class = -1}), Metric(BinaryIoU{}),
        Metric(F1Score{.average = "macro", .threshold = 0.4}), Metric(R2Score{.class_aggregation = {}}),
        Metric(SparseCategoricalCrossentropy{.ignore_class = 2}), Metric(PrecisionAtRecall{.recall = 0.7})}) {
    EXPECT_EQ(detail::make_metric(metric.config()).config(), metric.config()) << metric.name();
  }
  for (const char* name : {"mape", "MAPE"})
    EXPECT_EQ(Metric(name).config()["class_name"].as_string(), "MeanAbsolutePercentageError");
  for (const char* name : {"msle", "MSLE"})
    EXPECT_EQ(Metric(name).config()["class_name"].as_string(), "MeanSquaredLogarithmicError");
  EXPECT_EQ(Metric(AUC{}).name(), "auc");
  EXPECT_EQ(Metric("auc").name(), "auc");
}

}  // namespace
}  // namespace glia
