// The thresholds of confusion.hpp, and what is computed from counts at them.
#include <cmath>

#include "glia/base/error.hpp"
#include "glia/losses/pieces.hpp"
#include "glia/metrics/confusion.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

bool evenly_spaced(const std::vector<double>& thresholds) {
  if (thresholds.size() < 3) return false;
  const auto last = static_cast<double>(thresholds.size() - 1);
  for (std::size_t i = 0; i < thresholds.size(); ++i) {
    const double even = static_cast<double>(i) / last;
    if (!(std::fabs(thresholds[i] - even) <= kEpsilon + 1e-5 * even)) return false;
  }
  return true;
}

Thresholds thresholds_or(const std::string& where, const Reals& given, double otherwise) {
  if (given.empty()) return {{otherwise}};
  for (const double t : given.values()) require_share(where, "thresholds", t);
  return {given.values(), evenly_spaced(given.values())};
}

Thresholds spaced_thresholds(const std::string& where, std::int64_t count) {
  if (count < 1) {
    throw ValueError({.where = where,
                      .rule = "num_thresholds is how many thresholds are tried",
                      .expected = "1 or more",
                      .received = std::to_string(count)});
  }
  if (count == 1) return {{0.5}};
  Thresholds out{{}, true};
  for (std::int64_t i = 0; i < count; ++i)
    out.values.push_back(static_cast<double>(i) / static_cast<double>(count - 1));
  return out;
}

std::vector<MetricState> confusion_state(const Shape& each) {
  return {{"true_positives", each}, {"false_positives", each}, {"true_negatives", each}, {"false_negatives", each}};
}

ConfusionCounts confusion_of(const Tensors& state) { return {state[0], state[1], state[2], state[3]}; }

Tensors add_confusion(const Tensors& state, const ConfusionCounts& batch) {
  return {state[0] + batch.true_positives, state[1] + batch.false_positives, state[2] + batch.true_negatives,
          state[3] + batch.false_negatives};
}

Tensor recall_of(const ConfusionCounts& c) {
  return divide_no_nan(c.true_positives, c.true_positives + c.false_negatives);
}
Tensor precision_of(const ConfusionCounts& c) {
  return divide_no_nan(c.true_positives, c.true_positives + c.false_positives);
}
Tensor specificity_of(const ConfusionCounts& c) {
  return divide_no_nan(c.true_negatives, c.true_negatives + c.false_positives);
}

Tensor best_under(const Tensor& bound, double least, const Tensor& wanted) {
  return ops::max(ops::where(ops::greater_equal(bound, least), wanted, 0));
}

Tensor one_or_all(const Tensor& counts) { return counts.dim(0) == 1 ? ops::squeeze(counts, 0) : counts; }

void require_share(const std::string& where, const std::string& argument, double share) {
  if (share >= 0 && share <= 1) return;
  throw ValueError({.where = where,
                    .rule = argument + " is compared with probabilities and shares",
                    .expected = "0 to 1",
                    .received = std::to_string(share)});
}

}  // namespace glia::detail
