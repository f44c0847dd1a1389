#include "glia/metrics/confusion.hpp"

#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/losses/pieces.hpp"
#include "glia/metrics/top_k.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

/// All numbers in one axis, which holds the batch.
Tensor flat(const Tensor& x) {
  std::int64_t size = 1;
  for (const std::int64_t d : x.shape()) size *= d;
  return ops::reshape(x, Shape{size});
}

/// How many thresholds lie below each number, 0 to their count; 0 for NaN.
Tensor thresholds_below(const Tensor& x, const Thresholds& thresholds) {
  const auto count = static_cast<double>(thresholds.values.size());
  if (!thresholds.even) {
    std::vector<double> sorted = thresholds.values;
    std::sort(sorted.begin(), sorted.end());
    const Tensor above = ops::greater(ops::expand_dims(x, -1), Array(sorted).cast(f32));
    return ops::sum(ops::cast(above, f32), {-1});
  }
  Tensor place = ops::ceil(ops::clip(x, 0, 1) * (count - 1));
  if (thresholds.widened) place = ops::maximum(place, 1);
  return ops::where(ops::greater_equal(place, 0), place, 0);
}

/// (thresholds, count + 1): 1 where an output above so many thresholds is above this one.
Array passes(const Thresholds& thresholds) {
  const auto count = static_cast<std::int64_t>(thresholds.values.size());
  Array out(Shape{count, count + 1});
  for (std::int64_t i = 0; i < count; ++i) {
    std::int64_t needed = i + 1;
    if (!thresholds.even) {
      needed = std::count_if(thresholds.values.begin(), thresholds.values.end(),
                             [&](double t) { return t <= thresholds.values[static_cast<std::size_t>(i)]; });
    }
    for (std::int64_t b = needed; b <= count; ++b) out.set(i * (count + 1) + b, 1);
  }
  return out;
}

void require_within(const std::string& where, const std::string& rule, std::int64_t value, std::int64_t first,
                    std::int64_t last) {
  if (value >= first && value <= last) return;
  throw ValueError({.where = where,
                    .rule = rule,
                    .expected = std::to_string(first) + " to " + std::to_string(last),
                    .received = std::to_string(value)});
}

Tensor column(const Tensor& x, std::int64_t k) {
  std::vector<std::int64_t> start(static_cast<std::size_t>(x.rank()), 0);
  std::vector<std::int64_t> stop(static_cast<std::size_t>(x.rank()), ops::kEnd);
  start.back() = k;
  stop.back() = k + 1;
  return ops::slice(x, start, stop);
}

}  // namespace

ConfusionCounts Confusion::of(const Tensor& target, const Tensor& output, const Tensor& weight) const {
  auto [t, y] = matching_target(where, target, output);
  t = ops::cast(ops::not_equal(t, 0), f32);
  y = ops::cast(y, f32);
  const std::int64_t columns = y.dim(-1);
  if (top_k) {
    require_within(where, "top_k is how many classes of a row are predicted", *top_k, 1, columns);
    y = ops::where(ops::equal(top_k_places(y, *top_k), 1), y, kBelowAll);
  }
  if (class_id) {
    require_within(where, "class_id is the number of a class of the output", *class_id, 0, columns - 1);
    t = column(t, *class_id);
    y = column(y, *class_id);
  }
  Tensor positive = t;
  Tensor negative = 1 - t;
  if (weight.valid()) {
    const Tensor w = ops::cast(fitted_weight(weight, y.shape()), f32);
    positive = positive * w;
    negative = negative * w;
  }
  if (!label_weights.empty()) {
    const Tensor w = row_of(label_weights, f32);
    positive = positive * w;
    negative = negative * w;
  }
  // A histogram of places among the thresholds for each label, of which what passes a threshold is then added up.
  const auto count = static_cast<std::int64_t>(thresholds.values.size());
  const std::int64_t labels = by_label ? columns : 1;
  Tensor place = ops::cast(thresholds_below(flat(y), thresholds), i64);
  if (by_label) {
    const Tensor first = ops::broadcast_to(ops::arange(labels) * (count + 1), y.shape());
    place = place + flat(first);
  }
  const Tensor above = passes(thresholds);
  const auto passed = [&](const Tensor& w) {
    const Tensor histogram = ops::scatter_add(place, flat(w), Shape{labels * (count + 1)});
    const Tensor counts = ops::matmul(above, ops::reshape(histogram, Shape{labels, count + 1}), false, true);
    return by_label ? counts : ops::squeeze(counts, 1);
  };
  const auto total = [&](const Tensor& w) { return by_label ? ops::sum(w, {0}) : ops::sum(w); };
  const Tensor true_positives = passed(positive);
  const Tensor false_positives = passed(negative);
  return {true_positives, false_positives, total(negative) - false_positives, total(positive) - true_positives};
}

}  // namespace glia::detail
