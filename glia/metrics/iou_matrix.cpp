#include "glia/metrics/iou_matrix.hpp"

#include "glia/base/error.hpp"
#include "glia/losses/pieces.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

Tensor flat(const Tensor& x) {
  std::int64_t size = 1;
  for (const std::int64_t d : x.shape()) size *= d;
  return ops::reshape(x, Shape{size});
}

Tensor class_numbers(const Tensor& x, bool sparse, Dim axis) {
  return sparse ? ops::cast(x, i64) : ops::argmax(x, static_cast<int>(axis));
}

Tensor within(const Tensor& classes, std::int64_t count) {
  return ops::logical_and(ops::greater_equal(classes, 0), ops::less(classes, count));
}

}  // namespace

std::vector<std::int64_t> all_classes(std::int64_t count) {
  std::vector<std::int64_t> out;
  for (std::int64_t i = 0; i < count; ++i) out.push_back(i);
  return out;
}

std::vector<MetricState> IouMatrix::state() const {
  if (num_classes < 1) {
    throw ValueError({.where = where,
                      .rule = "num_classes is how many classes there are",
                      .expected = "1 or more",
                      .received = std::to_string(num_classes)});
  }
  if (targets.empty())
    throw ValueError({.where = where, .rule = "target_class_ids names one class or more", .received = "none"});
  for (const std::int64_t id : targets) {
    if (id >= 0 && id < num_classes) continue;
    throw ValueError({.where = where,
                      .rule = "target_class_ids are numbers of classes",
                      .expected = "0 to " + std::to_string(num_classes - 1),
                      .received = std::to_string(id)});
  }
  return {{"total_confusion_matrix", Shape{num_classes, num_classes}}};
}

Tensors IouMatrix::update(const Tensors& state, const Tensor& target, const Tensor& output,
                          const Tensor& weight) const {
  Tensor t = class_numbers(target, sparse_y_true, axis);
  Tensor y = class_numbers(output, sparse_y_pred, axis);
  if (y.rank() == t.rank() + 1 && y.dim(-1) == 1) y = ops::squeeze(y, -1);
  if (t.rank() == y.rank() + 1 && t.dim(-1) == 1) t = ops::squeeze(t, -1);
  if (!(t.shape() == y.shape())) {
    throw ShapeError(
        {.where = where,
         .rule = "There is one class in the target for each class in the output",
         .expected = y.shape().str(),
         .received = t.shape().str(),
         .hint = "sparse_y_true and sparse_y_pred say whether they hold class numbers or one score a class"});
  }
  Tensor counts = ops::logical_and(within(t, num_classes), within(y, num_classes));
  if (ignore_class) counts = ops::logical_and(counts, ops::not_equal(t, std::int64_t{*ignore_class}));
  Tensor w = ops::cast(counts, f32);
  if (weight.valid()) w = w * ops::cast(ops::cast(fitted_weight(weight, t.shape()), i64), f32);
  const Tensor place = ops::where(counts, t * num_classes + y, 0);
  const Tensor batch = ops::scatter_add(flat(place), flat(w), Shape{num_classes * num_classes});
  return {state[0] + ops::reshape(batch, Shape{num_classes, num_classes})};
}

Tensor IouMatrix::result(const Tensors& state) const {
  const Array wanted(targets);
  const Tensor hits = ops::take(ops::reshape(state[0], Shape{num_classes * num_classes}),
                                Tensor(wanted) * (num_classes + 1));  // of the diagonal
  const Tensor either = ops::take(ops::sum(state[0], {0}) + ops::sum(state[0], {1}), wanted) - hits;
  const Tensor occurs = ops::cast(ops::greater(either, 1e-9), f32);
  return ops::sum(hits / (either + kEpsilon) * occurs) / (ops::sum(occurs) + kEpsilon);
}

}  // namespace glia::detail
