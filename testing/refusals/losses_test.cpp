// What losses and metrics cannot make sense of.
#include <cmath>

#include "glia/glia.hpp"
#include "testing/refusals.hpp"

namespace glia::tests {
namespace {

using namespace losses;

/// The loss of a batch, reduced to one number.
std::function<void()> loss(const Loss& f, const Shape& target, const Shape& output, const Tensor& weight = {}) {
  return [=] { (void)f.reduced(batch(target), batch(output), weight); };
}

TEST(Refusals, Losses) {
  const Shape rows{4, 3};
  const auto spelled = [](const std::vector<double>& label, Dim frames) {
    return [=] {
      Sequential model{Input{frames, 2}, Dense{3}};
      model.compile({.optimizer = "sgd", .loss = "ctc"});
      const auto length = static_cast<std::int64_t>(label.size());
      model.fit(Array(Shape{1, frames, 2}), Array(label).reshape({1, length}), {.verbose = 0});
    };
  };
  check_refusals("losses",
                 {
                     {"an unknown name",
                      [] { Loss("mean_square_error"); },
                      {"No loss has the name 'mean_square_error'", "Did you mean 'mean_squared_error'"}},
                     {"an unknown reduction",
                      loss(MeanSquaredError{"average"}, rows, rows),
                      {"A loss is reduced by \"sum_over_batch_size\", \"mean\",", "Received \"average\""}},
                     {"another size of target",
                      loss("mse", rows, {4, 2}),
                      {"The target must have the shape of the output", "received (4, 3)"}},
                     {"a target of one column",
                      loss("mse", {4, 1}, {4, 2}),
                      {"The target must have the shape of the output", "received (4, 1)"},
                      Keras::differs},
                     {"a target of other rows",
                      loss("mse", {4, 1}, {5, 1}),
                      {"The target must have the shape of the output", "received (4, 1)"}},
                     {"class numbers for categorical_crossentropy",
                      loss("categorical_crossentropy", {4}, rows),
                      {"The target must give one number for each class", "received (4,), as if of class numbers"}},
                     {"one-hot for sparse_categorical_crossentropy",
                      loss("sparse_categorical_crossentropy", rows, rows),
                      {"The target must be one class number for each row", "received (4, 3), as if one-hot"}},
                     {"one class for categorical_crossentropy",
                      loss("categorical_crossentropy", {4, 1}, {4, 1}),
                      {"The last axis of the output holds one number for each", "received (4, 1)"},
                      Keras::differs},
                     {"one class for sparse_categorical_crossentropy",
                      loss("sparse_categorical_crossentropy", {4}, {4, 1}),
                      {"The last axis of the output holds one number for each", "received (4, 1)"},
                      Keras::differs},
                     {"binary_crossentropy: another size of target",
                      loss("binary_crossentropy", {4, 2}, rows),
                      {"The target must have the shape of the output", "received (4, 2)"}},
                     {"label_smoothing above 1",
                      loss(CategoricalCrossentropy{.label_smoothing = 1.5}, rows, rows),
                      {"label_smoothing is the share of the target that is spread", "received 1.500000"},
                      Keras::differs},
                     {"BinaryCrossentropy: label_smoothing below 0",
                      loss(BinaryCrossentropy{.label_smoothing = -0.1}, {4, 1}, {4, 1}),
                      {"label_smoothing is the share of the target that is spread", "received -0.100000"},
                      Keras::differs},
                     {"Huber: delta of 0",
                      loss(Huber{0}, rows, rows),
                      {"delta is the error at which the parabola becomes a line", "received 0.000000"},
                      Keras::differs},
                     {"CategoricalGeneralizedCrossEntropy: q of 0",
                      loss(CategoricalGeneralizedCrossEntropy{0}, {4}, rows),
                      {"q lies between 0 and 1", "received 0.000000"}},
                     {"CategoricalGeneralizedCrossEntropy: q of 1",
                      loss(CategoricalGeneralizedCrossEntropy{1}, {4}, rows),
                      {"q lies between 0 and 1", "received 1.000000"}},
                     {"CategoricalFocalCrossentropy: alpha of another size",
                      loss(CategoricalFocalCrossentropy{.alpha = {0.2, 0.8}}, rows, rows),
                      {"alpha is one weight for all classes, or one for each", "received 2"}},
                     {"Circle: class numbers in two columns",
                      loss("circle", {4, 2}, rows),
                      {"The target must be one class number for each row of the", "received (4, 2)"}},
                     {"Circle: an output of three axes",
                      loss("circle", {4}, {4, 3, 2}),
                      {"The output is one embedding for each sample", "received (4, 3, 2)"}},
                     {"CTC: labels of one axis",
                      loss("ctc", {4}, {4, 6, 3}),
                      {"Labels are one row of class numbers for each sample,", "received (4,) and (4, 6, 3)"}},
                     {"CTC: outputs of two axes",
                      loss("ctc", {4, 2}, rows),
                      {"Labels are one row of class numbers for each sample,", "received (4, 2) and (4, 3)"}},
                     {"CTC: other rows of labels",
                      loss("ctc", {3, 2}, {4, 6, 3}),
                      {"Labels are one row of class numbers for each sample,", "received (3, 2) and (4, 6, 3)"}},
                     {"CTC: only the blank",
                      loss("ctc", {4, 2}, {4, 6, 1}),
                      {"Class 0 is the blank, so there are two classes or more", "Received (4, 6, 1)"}},
                     {"CTC: a label longer than its frames",
                      spelled({1, 2, 1, 2, 1}, 3),
                      {"The frames have room for the labels, with a blank between", "received 5 needed in sample 0"},
                      Keras::differs},
                     {"CTC: a label of repeats that needs more frames",
                      spelled({1, 1, 1}, 4),
                      {"The frames have room for the labels, with a blank between", "received 5 needed in sample 0"},
                      Keras::differs},
                     {"sample_weight of other rows",
                      loss("mse", rows, rows, batch({5})),
                      {"There is one weight for each sample, or one for each loss", "received (5,)"}},
                     {"sample_weight of more axes than losses",
                      loss("mse", rows, rows, batch(rows)),
                      {"There is one weight for each sample, or one for each loss", "received (4, 3)"}},
                 });
}

/// One batch of such shapes.
std::function<void()> metric(const Metric& m, const Shape& target = {4, 3}, const Shape& output = {4, 3}) {
  return [=] {
    Tensors state;
    for (const MetricState& s : m.state(output)) state.push_back(Array(s.shape));
    (void)m.update(state, batch(target), batch(output), {});
  };
}

TEST(Refusals, Metrics) {
  using namespace metrics;
  const Shape line{4};
  check_refusals(
      "metrics",
      {
          {"an unknown name", [] { Metric("acuracy"); }, {"acuracy", "Did you mean 'accuracy'"}},
          {"AUC: an unknown curve", metric(AUC{.curve = "XY"}), {"Unknown curve", "received XY"}},
          {"AUC: an unknown summation_method",
           metric(AUC{.summation_method = "middling"}),
           {"Unknown summation_method", "received middling"}},
          {"AUC: one threshold",
           metric(AUC{.num_thresholds = 1}),
           {"An area lies between two thresholds or more", "received 1"}},
          {"AUC: thresholds above 1",
           metric(AUC{.thresholds = {0.5, 2}}),
           {"thresholds is compared with probabilities and shares", "received 2.000000"},
           Keras::differs},
          {"AUC: num_labels without multi_label",
           metric(AUC{.num_labels = 3}),
           {"num_labels belongs to multi_label", "Received num_labels = 3"}},
          {"AUC: multi_label with one axis",
           metric(AUC{.multi_label = true}, line, line),
           {"With multi_label the output has one column for each label", "received (4,)"}},
          {"AUC: num_labels unlike the output",
           metric(AUC{.multi_label = true, .num_labels = 2}),
           {"num_labels is the number of the output's columns", "received 2"}},
          {"AUC: another number of label_weights",
           metric(AUC{.multi_label = true, .label_weights = {0.5, 0.5}}),
           {"There is one label weight for each column of the output", "received 2"}},
          {"Precision: a threshold above 1",
           metric(Precision{1.5}),
           {"thresholds is compared with probabilities and shares", "received 1.500000"}},
          {"Recall: a threshold below 0",
           metric(Recall{{0.5, -0.1}}),
           {"thresholds is compared with probabilities and shares", "received -0.100000"}},
          {"FalseNegatives: a threshold that is NaN",
           metric(FalseNegatives{std::nan("")}),
           {"thresholds is compared with probabilities and shares", "received nan"},
           Keras::differs},
          {"Precision: a class that the output has not",
           metric(Precision{.class_id = 5}),
           {"class_id is the number of a class of the output", "received 5"},
           Keras::differs},
          {"Precision: class_id with one axis", metric(Precision{.class_id = 0}, line, line), {}, Keras::differs},
          {"Precision: top_k of 0",
           metric(Precision{.top_k = 0}),
           {"top_k is how many classes of a row are predicted", "received 0"},
           Keras::differs},
          {"Precision: another size of target",
           metric(Precision{}, {4, 2}),
           {"The target must have the shape of the output", "received (4, 2)"}},
          {"PrecisionAtRecall: recall above 1",
           metric(PrecisionAtRecall{1.1}),
           {"recall is compared with probabilities and shares", "received 1.100000"}},
          {"PrecisionAtRecall: no thresholds",
           metric(PrecisionAtRecall{0.5, 0}),
           {"num_thresholds is how many thresholds are tried", "received 0"}},
          {"RecallAtPrecision: precision below 0",
           metric(RecallAtPrecision{-0.1}),
           {"precision is compared with probabilities and shares", "received -0.100000"}},
          {"SensitivityAtSpecificity: specificity above 1",
           metric(SensitivityAtSpecificity{2}),
           {"specificity is compared with probabilities and shares", "received 2.000000"}},
          {"SpecificityAtSensitivity: sensitivity above 1",
           metric(SpecificityAtSensitivity{2}),
           {"sensitivity is compared with probabilities and shares", "received 2.000000"}},
          {"FBetaScore: an unknown average",
           metric(FBetaScore{.average = "mean"}),
           {"Unknown average over the classes", "received mean"}},
          {"FBetaScore: beta of 0",
           metric(FBetaScore{.beta = 0}),
           {"beta is how much more recall counts than precision", "received 0.000000"}},
          {"FBetaScore: threshold of 0",
           metric(FBetaScore{.threshold = 0}),
           {"threshold is a probability above which a class is predicted", "received 0.000000"}},
          {"FBetaScore: threshold above 1",
           metric(FBetaScore{.threshold = 1.5}),
           {"threshold is a probability above which a class is predicted", "received 1.500000"}},
          {"FBetaScore: one axis",
           metric(FBetaScore{}, line, line),
           {"The output has one number for each class", "received (4,)"}},
          {"F1Score: an unknown average",
           metric(F1Score{.average = "mean"}),
           {"Unknown average over the classes", "received mean"}},
          {"IoU: a class out of range", metric(IoU{2, 2}), {"target_class_ids are numbers of classes", "received 2"}},
          {"IoU: a class below 0",
           metric(IoU{2, -1}),
           {"target_class_ids are numbers of classes", "received -1"},
           Keras::differs},
          {"IoU: no classes", metric(IoU{0, 0}), {"num_classes is how many classes there are", "received 0"}},
          {"IoU: no target class", metric(IoU{.num_classes = 2}), {"target_class_ids names one class or more"}},
          {"MeanIoU: other sizes",
           metric(MeanIoU{.num_classes = 2}, {4, 2}),
           {"There is one class in the target for each class in the output", "received (4, 2)"}},
          {"R2Score: an unknown class_aggregation",
           metric(R2Score{.class_aggregation = "mean"}),
           {"Unknown class_aggregation", "received mean"}},
          {"R2Score: num_regressors below 0",
           metric(R2Score{.num_regressors = -1}),
           {"num_regressors is a number of inputs", "received -1"}},
          {"R2Score: one axis", metric(R2Score{}, line, line), {}, Keras::differs},
          {"TopKCategoricalAccuracy: k of 0",
           metric(TopKCategoricalAccuracy{0}),
           {"k is how many of the highest classes count", "received 0"},
           Keras::differs},
          {"CategoricalAccuracy: another size of target",
           metric(CategoricalAccuracy{}, {4, 2}, {5, 3}),
           {"The target must have the shape of the output", "received (4, 2)"}},
          {"MeanSquaredError: another size of target",
           metric(metrics::MeanSquaredError{}, {4, 2}),
           {"The target must have the shape of the output", "received (4, 2)"}},
      });
}

}  // namespace
}  // namespace glia::tests
