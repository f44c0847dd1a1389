// internal
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "glia/base/reals.hpp"
#include "glia/metrics/metric.hpp"

namespace glia::detail {

inline constexpr double kBelowAll = -1e10;  // the threshold under every output, and what is not among the top k

/// The outputs above which something is predicted positive.
struct Thresholds {
  std::vector<double> values;
  bool even = false;     ///< 0, 1 / (count − 1), …, 1, among which an output finds its place by one product
  bool widened = false;  ///< the first lies a little below 0 and the last a little above 1
  Dim count() const { return values.size(); }
};

/// Those given, or the default if none are; a ValueError for one outside [0, 1].
Thresholds thresholds_or(const std::string& where, const Reals& given, double otherwise);
/// `count` from 0 to 1 at equal distances, 0.5 for one; a ValueError for none.
Thresholds spaced_thresholds(const std::string& where, std::int64_t count);
/// Whether they lie as spaced_thresholds would place them, to 1e-7 + 1e-5 of it, which is how near Keras asks.
bool evenly_spaced(const std::vector<double>& thresholds);

/// Weighted counts at each threshold: (thresholds) or (thresholds, labels).
struct ConfusionCounts {
  Tensor true_positives, false_positives, true_negatives, false_negatives;
};

/// How a batch is counted.
struct Confusion {
  std::string where;
  Thresholds thresholds;
  std::optional<Dim> top_k = {};     ///< only the k highest of a row can be predicted positive
  std::optional<Dim> class_id = {};  ///< only this class counts
  bool by_label = false;             ///< each of the output's columns for itself
  Reals label_weights = {};          ///< one for each column; not with by_label

  ConfusionCounts of(const Tensor& target, const Tensor& output, const Tensor& weight) const;
};

/// A state of all four counts, in the order of Keras's variables.
std::vector<MetricState> confusion_state(const Shape& each);
ConfusionCounts confusion_of(const Tensors& state);
Tensors add_confusion(const Tensors& state, const ConfusionCounts& batch);

Tensor recall_of(const ConfusionCounts& c);       ///< TP / (TP + FN), 0 without any
Tensor precision_of(const ConfusionCounts& c);    ///< TP / (TP + FP)
Tensor specificity_of(const ConfusionCounts& c);  ///< TN / (TN + FP)
/// The highest of `wanted` where `bound` ≥ least; 0 if there is none.
Tensor best_under(const Tensor& bound, double least, const Tensor& wanted);

/// A vector of one as a scalar.
Tensor one_or_all(const Tensor& counts);
/// A ValueError that names the argument unless 0 ≤ share ≤ 1.
void require_share(const std::string& where, const std::string& argument, double share);

}  // namespace glia::detail
