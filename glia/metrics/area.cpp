#include "glia/metrics/area.hpp"

#include "glia/losses/pieces.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

Tensor lower(const Tensor& x) { return ops::slice(x, {0}, {-1}); }
Tensor upper(const Tensor& x) { return ops::slice(x, {1}, {ops::kEnd}); }

}  // namespace

Curve curve_of(const ConfusionCounts& c, const std::string& name) {
  if (name == "roc") return {divide_no_nan(c.false_positives, c.false_positives + c.true_negatives), recall_of(c)};
  if (name == "pr") return {recall_of(c), precision_of(c)};
  const Tensor odds = divide_no_nan(c.true_positives + c.false_negatives, c.true_negatives + c.false_positives);
  const Tensor none = ops::equal(c.true_positives, 0);
  const auto gain = [&](const Tensor& wrong) { return 1 - odds * divide_no_nan(wrong, c.true_positives); };
  return {ops::maximum(ops::where(none, 0, gain(c.false_negatives)), 0), ops::where(none, 1, gain(c.false_positives))};
}

Tensor steps_under(const Curve& curve, const std::string& method) {
  const Tensor a = lower(curve.y);
  const Tensor b = upper(curve.y);
  const Tensor height = method == "interpolation" ? (a + b) / 2
                        : method == "minoring"    ? ops::minimum(a, b)
                                                  : ops::maximum(a, b);
  return (lower(curve.x) - upper(curve.x)) * height;
}

Tensor interpolated_steps(const ConfusionCounts& c) {
  const Tensor& tp = c.true_positives;
  const Tensor p = tp + c.false_positives;
  const Tensor risen = lower(tp) - upper(tp);
  const Tensor slope = divide_no_nan(risen, ops::maximum(lower(p) - upper(p), 0));
  const Tensor intercept = upper(tp) - slope * upper(p);
  const Tensor both = ops::logical_and(ops::greater(lower(p), 0), ops::greater(upper(p), 0));
  const Tensor ratio = ops::where(both, divide_no_nan(lower(p), ops::maximum(upper(p), 0)), 1);
  const Tensor positives = upper(tp) + upper(c.false_negatives);
  return divide_no_nan(slope * (risen + intercept * ops::log(ratio)), ops::maximum(positives, 0));
}

}  // namespace glia::detail
