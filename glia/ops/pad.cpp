#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/positions.hpp"
#include "glia/ops/shape_ops.hpp"

// Attributes before and after have one entry for each axis. On an axis of k·n rows they are multiples of n and written
// like sizes: −a is a·n.
namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const auto& before = call.attributes.integers("before");
  const auto& after = call.attributes.integers("after");
  Shape out = call.inputs[0].shape;
  const auto rank = static_cast<std::size_t>(out.rank());
  if (before.size() != rank || after.size() != rank) {
    throw ShapeError({.rule = "Padding states before and after for each axis", .received = out.str()});
  }
  for (int i = 0; i < out.rank(); ++i) {
    const std::int64_t b = before[static_cast<std::size_t>(i)];
    const std::int64_t a = after[static_cast<std::size_t>(i)];
    if (out[i] < 0 ? a > 0 || b > 0 : a < 0 || b < 0) {
      throw ShapeError({.rule = "Padding is not negative, and an axis that depends on the batch is not padded",
                        .received = "axis " + std::to_string(i) + " of " + out.str()});
    }
    out[i] = checked_add(out[i], checked_add(a, b));
  }
  return {{out, call.inputs[0].dtype}};
}

void reference(const ReferenceCall& c) {
  const auto& before = c.attributes.integers("before");
  const auto& after = c.attributes.integers("after");
  const Shape& from = c.in[0].shape();
  c.out[0].fill(c.attributes.real("value"));
  for (std::int64_t flat = 0; flat < c.in[0].size(); ++flat) {
    Position at = position_of(flat, from);
    for (int i = 0; i < from.rank(); ++i) {
      const auto axis = static_cast<std::size_t>(i);
      const bool in_rows = before[axis] < 0 || after[axis] < 0;
      const std::int64_t n = in_rows ? (c.out[0].shape()[i] - from[i]) / -(before[axis] + after[axis]) : -1;
      at[axis] += in_rows ? -before[axis] * n : before[axis];
    }
    c.out[0].set(flat_of(at, c.out[0].shape()), c.in[0].get(flat));
  }
}

Tensors gradient(const GradientCall& c) {
  const auto& before = c.attributes.integers("before");
  std::vector<std::int64_t> stop;
  stop.reserve(before.size());
  for (int i = 0; i < c.x[0].rank(); ++i) stop.push_back(before[static_cast<std::size_t>(i)] + c.x[0].shape()[i]);
  return {emit(op_slice, {c.dy[0]},
               {{"start", before}, {"stop", stop}, {"step", std::vector<std::int64_t>(stop.size(), 1)}})};
}

}  // namespace

extern constinit const Op op_pad{
    .name = "pad",
    .arity = 1,
    .infer = infer,
    .gradient = gradient,
    .reference = reference,
    .onnx = "Pad",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor pad(const Tensor& x, const std::vector<std::int64_t>& before, const std::vector<std::int64_t>& after,
           double value) {
  return detail::emit(detail::op_pad, {x}, {{"before", before}, {"after", after}, {"value", value}});
}

}  // namespace glia::ops
