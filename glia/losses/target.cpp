#include "glia/losses/target.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

Tensor real(const Tensor& t) { return t.dtype().is_real() ? t : ops::cast(t, f32); }
Tensor in_dtype(const Tensor& t, DType dtype) { return t.dtype() == dtype ? t : ops::cast(t, dtype); }

/// Whether `shape` is `longer` without its last axis.
bool is_without_last(const Shape& shape, const Shape& longer) {
  return longer.rank() == shape.rank() + 1 && shape == longer.sub(0, shape.rank());
}

/// Whether both are equal up to a last axis of `longer` of size 1.
bool fits_with_one(const Shape& shorter, const Shape& longer) {
  return is_without_last(shorter, longer) && longer.dim(-1) == 1;
}

[[noreturn]] void throw_mismatch(const std::string& where, const Shape& target, const Shape& output) {
  std::string hint = "Targets are never broadcast: give one number for each number of the output";
  if (is_without_last(target, output)) {
    hint =
        "For class numbers as labels use the loss sparse_categorical_crossentropy; for one number a row end the model "
        "with Dense{1}";
  } else if (target.rank() == output.rank() && target.rank() > 1 && target[0] == output[0]) {
    hint = "Give the last layer " + (target.dim(-1) > 0 ? std::to_string(target.dim(-1)) : "as many") +
           " units, or the target the shape of the output";
  } else if (target.rank() > 0 && output.rank() > 0 && target[0] != output[0]) {
    hint = "Inputs and targets must have the same number of rows";
  }
  throw ShapeError({.where = where,
                    .rule = "The target must have the shape of the output",
                    .expected = output.str(),
                    .received = target.str(),
                    .hint = hint});
}

void require_classes(const std::string& where, const Shape& output) {
  if (output.rank() >= 2 && output.dim(-1) != 1) return;
  throw ValueError({.where = where,
                    .rule = "The last axis of the output holds one number for each class, so there must be two or more",
                    .expected = "(n, …, classes)",
                    .received = output.str(),
                    .hint = "For yes or no from one unit use the loss binary_crossentropy; otherwise give the last "
                            "layer one unit for each class"});
}

}  // namespace

TargetPair matching_target(const std::string& where, const Tensor& target, const Tensor& output) {
  Tensor y = real(output);
  Tensor t = in_dtype(target, y.dtype());
  if (fits_with_one(t.shape(), y.shape())) {
    t = ops::expand_dims(t, -1);
  } else if (fits_with_one(y.shape(), t.shape())) {
    y = ops::expand_dims(y, -1);
  } else if (!(t.shape() == y.shape())) {
    throw_mismatch(where, t.shape(), y.shape());
  }
  if (y.rank() == 1) return {ops::expand_dims(t, -1), ops::expand_dims(y, -1)};  // so that the last axis holds features
  return {t, y};
}

TargetPair one_hot_target(const std::string& where, const Tensor& target, const Tensor& output) {
  require_classes(where, output.shape());
  const Shape& t = target.shape();
  const Shape& y = output.shape();
  if (is_without_last(t, y) || (t.rank() == y.rank() && t.dim(-1) == 1)) {
    throw ValueError({.where = where,
                      .rule = "The target must give one number for each class",
                      .expected = y.str(),
                      .received = t.str() + ", as if of class numbers",
                      .hint = "Use sparse_" + (where.starts_with("categorical_") ? where : "categorical_crossentropy") +
                              " for class numbers, or ops::one_hot to turn them into this form"});
  }
  if (!(t == y)) throw_mismatch(where, t, y);
  const Tensor real_output = real(output);
  return {in_dtype(target, real_output.dtype()), real_output};
}

TargetPair sparse_target(const std::string& where, const Tensor& target, const Tensor& output) {
  require_classes(where, output.shape());
  const Shape& t = target.shape();
  const Shape& y = output.shape();
  const Shape rows = y.sub(0, y.rank() - 1);
  const Tensor labels = target.dtype().is_integer() ? target : ops::cast(target, i64);
  if (t == rows) return {labels, real(output)};
  if (fits_with_one(rows, t)) return {ops::squeeze(labels, -1), real(output)};
  if (t == y) {
    const std::string full = where.starts_with("sparse_") ? where.substr(7) : "categorical_crossentropy";
    throw ValueError({.where = where,
                      .rule = "The target must be one class number for each row",
                      .expected = rows.str(),
                      .received = t.str() + ", as if one-hot",
                      .hint = "Use " + full + " for one-hot targets, or their argmax as class numbers"});
  }
  throw ShapeError(
      {.where = where,
       .rule = "The target must be one class number for each row of the output " + y.str(),
       .expected = rows.str(),
       .received = t.str(),
       .hint = t.rank() > 0 && t[0] != y[0] ? "Inputs and targets must have the same number of rows" : ""});
}

TargetPair binary_target(const std::string& where, const Tensor& target, const Tensor& output) {
  const Shape& t = target.shape();
  const Shape& y = output.shape();
  const bool one_number = is_without_last(t, y) || (t.rank() == y.rank() && t.rank() > 1 && t.dim(-1) == 1);
  if (one_number && y.dim(-1) != 1) {
    throw ShapeError(
        {.where = where,
         .rule = "Each unit of the output needs a yes or no of its own",
         .expected = y.str(),
         .received = t.str(),
         .hint = "End the model with Dense{1, sigmoid} for one yes or no a row; for class numbers use softmax and the "
                 "loss sparse_categorical_crossentropy"});
  }
  return matching_target(where, target, output);
}

void require_smoothing(const std::string& where, double smoothing) {
  if (smoothing >= 0 && smoothing <= 1) return;
  throw ValueError({.where = where,
                    .rule = "label_smoothing is the share of the target that is spread over all classes",
                    .expected = "a number from 0 to 1",
                    .received = std::to_string(smoothing)});
}

Tensor axis_last(const Tensor& t, Dim axis) {
  const int from = t.shape().axis(static_cast<int>(axis));
  if (from == t.rank() - 1) return t;
  std::vector<int> order;
  for (int i = 0; i < t.rank(); ++i) {
    if (i != from) order.push_back(i);
  }
  order.push_back(from);
  return ops::transpose(t, order);
}

Tensor fitted_weight(const Tensor& weight, const Shape& values) {
  Tensor w = weight.rank() == values.rank() + 1 && weight.dim(-1) == 1 ? ops::squeeze(weight, -1) : weight;
  bool fits = w.rank() > 0 && w.rank() <= values.rank();
  for (int i = 0; fits && i < w.rank(); ++i) fits = w.shape()[i] == values[i] || (i > 0 && w.shape()[i] == 1);
  if (!fits) {
    throw ShapeError({.where = "sample_weight",
                      .rule = "There is one weight for each sample, or one for each loss of a sample",
                      .expected = values.sub(0, 1).str() + (values.rank() > 1 ? " or " + values.str() : ""),
                      .received = weight.shape().str()});
  }
  while (w.rank() < values.rank()) w = ops::expand_dims(w, -1);
  return w;
}

Tensor fitted_mask(const Tensor& mask, const Shape& values) {
  bool fits = mask.rank() > 0 && mask.rank() <= values.rank();
  for (int i = 0; fits && i < mask.rank(); ++i) fits = mask.shape()[i] == values[i];
  if (!fits) {
    throw ShapeError({.where = "mask of an output",
                      .rule = "The mask says of each loss of a sample whether it counts",
                      .expected = values.str(),
                      .received = mask.shape().str(),
                      .hint = "Masking and mask_zero mark steps: a loss behind them is one for each step"});
  }
  Tensor m = mask;
  while (m.rank() < values.rank()) m = ops::expand_dims(m, -1);
  return ops::broadcast_to(m, values);
}

}  // namespace glia::detail
