#pragma once
#include <optional>
#include <string>
#include <vector>

#include "glia/base/optional_dim.hpp"
#include "glia/base/reals.hpp"
#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// The area under a curve of num_thresholds points, between which outputs above and below a threshold are counted.
/// curve: "ROC" (recall over false-positive rate), "PR" (precision over recall) or "PRGAIN" (their gains);
/// summation_method: "interpolation" (for PR after Davis and Goadrich 2006, otherwise trapezoids), "majoring" or
/// "minoring" (the higher or lower end of each step). thresholds: these, 0 and 1 in place of evenly spaced ones.
/// multi_label: the mean of one area for each column, by label_weights if given; otherwise these weigh the columns of
/// one area. Outputs outside [0, 1] count as 0 or 1.  (n, …), (n, …) ValueError for another curve or method, for fewer
/// than two thresholds, for one outside [0, 1], and for weights or num_labels that do not fit the output.
struct AUC {
  Dim num_thresholds = 200;
  std::string curve = "ROC";
  std::string summation_method = "interpolation";
  Reals thresholds = {};
  bool multi_label = false;
  std::optional<Dim> num_labels = {};
  Reals label_weights = {};
  bool from_logits = false;
  std::string name = "auc";

  static void fields(Fields& f);
  std::vector<MetricState> state(const Shape& output) const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
