#include "glia/losses/ctc.hpp"

#include <limits>

#include "glia/base/error.hpp"
#include "glia/ops/control.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::losses {
namespace {

constexpr double kNever = -1e5;  // Keras's logarithm of 0

/// ln(eᵃ + eᵇ)
Tensor logaddexp(const Tensor& a, const Tensor& b) {
  return ops::maximum(a, b) + ops::log1p(ops::exp(-ops::abs(a - b)));
}

Tensor columns(const Tensor& x, std::int64_t from, std::int64_t to) {
  return ops::slice(x, {0, from}, {ops::kEnd, to});
}

void check_shapes(const std::string& name, const Shape& labels, const Shape& logits) {
  if (labels.rank() != 2 || logits.rank() != 3 || labels[0] != logits[0]) {
    throw ShapeError({.where = name,
                      .rule = "Labels are one row of class numbers for each sample, outputs the logits of its frames",
                      .expected = "(n, length) and (n, frames, classes)",
                      .received = labels.str() + " and " + logits.str(),
                      .hint = "Fill labels up with 0, the number of the blank"});
  }
  if (logits.dim(-1) < 2) {
    throw ValueError(
        {.where = name, .rule = "Class 0 is the blank, so there are two classes or more", .received = logits.str()});
  }
}

/// Logarithms of the probability that the frames so far spell the first j labels: `blank` (n, length + 1), j from 0, if
/// they end in a blank; `label` (n, length), j from 1, if they end in label j. Before a frame, what ends in label j may
/// go on to label j + 1 as if a blank were between; but where both are the same (`repeat`), only over a real one.
struct Alphas {
  Tensor blank, label;

  Alphas moved(const Tensor& repeat, const Tensor& p_label, const Tensor& p_blank) const {
    const Tensor ready = with_added(blank, label + kNever * repeat);
    const Tensor next = logaddexp(columns(ready, 0, -1), label) + p_label;
    return {with_added(ready + p_blank, label + p_blank + kNever * (1 - repeat)), next};
  }
  Tensor last() const { return with_added(blank, label); }

 private:
  static Tensor with_added(const Tensor& x, const Tensor& more) {
    return ops::concatenate({columns(x, 0, 1), logaddexp(columns(x, 1, ops::kEnd), more)}, 1);
  }
};

}  // namespace

void CTC::fields(Fields& f) { f("reduction", &CTC::reduction)("name", &CTC::name); }

Tensor CTC::operator()(const Tensor& target, const Tensor& output) const {
  check_shapes(name, target.shape(), output.shape());
  const DType dtype = output.dtype() == f64 ? f64 : f32;
  const Tensor labels = ops::cast(target, i32);
  const Dim rows = labels.dim(0);
  const Dim length = labels.dim(1);
  const Dim classes = output.dim(-1);

  const Tensor p = ops::log_softmax(ops::cast(output, dtype));
  const Tensor known = ops::logical_and(ops::greater_equal(labels, 0), ops::less(labels, std::int64_t{classes}));
  const Tensor p_label =
      ops::where(ops::expand_dims(known, 1), ops::matmul(p, ops::one_hot(labels, classes, dtype), false, true),
                 std::numeric_limits<double>::quiet_NaN());
  const Tensor p_blank = ops::slice(p, {0, 0, 0}, {ops::kEnd, ops::kEnd, 1});
  const Tensor same = ops::equal(columns(labels, 0, -1), columns(labels, 1, ops::kEnd));
  const Tensor repeat = ops::pad(ops::cast(same, dtype), {0, 0}, {0, 1});

  const Tensor impossible = ops::full({rows, length}, kNever, dtype);
  const Alphas start{ops::concatenate({ops::zeros({rows, 1}, dtype), impossible}, 1), impossible};
  const ops::ScanResult end = ops::scan(
      [&](const Tensors& carry, const Tensors& now) -> ops::ScanResult {
        const Alphas next = Alphas{carry[0], carry[1]}.moved(repeat, now[0], now[1]);
        return {{next.blank, next.label}, {}};
      },
      {start.blank, start.label}, {ops::swapaxes(p_label, 0, 1), ops::swapaxes(p_blank, 0, 1)});
  const Tensor spelt = ops::sum(ops::cast(ops::not_equal(labels, 0), i32), {1});
  const Tensor place = ops::one_hot(spelt, length + 1, dtype);
  return -ops::sum(Alphas{end.carry[0], end.carry[1]}.last() * place, {1});
}

}  // namespace glia::losses
