#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  if (call.inputs.empty()) throw ValueError({.rule = "At least one tensor is concatenated"});
  const int axis = static_cast<int>(call.attributes.integer("axis"));
  Shape out = call.inputs[0].shape;
  if (axis < 0 || axis >= out.rank()) throw ShapeError({.rule = "The axis to join exists", .received = out.str()});
  for (std::size_t i = 1; i < call.inputs.size(); ++i) {
    const Spec& next = call.inputs[i];
    Shape same = next.shape;
    const bool fits =
        same.rank() == out.rank() && next.dtype == call.inputs[0].dtype && (same[axis] < 0) == (out[axis] < 0);
    if (fits) same[axis] = out[axis];
    if (!fits || !(same == out)) {
      throw ShapeError({.rule = "Tensors are concatenated if they have one dtype and equal sizes on all other axes",
                        .expected = call.inputs[0].str() + " but for axis " + std::to_string(axis),
                        .received = next.str()});
    }
    out[axis] = checked_add(out[axis], next.shape[axis]);
  }
  return {{out, call.inputs[0].dtype}};
}

void reference(const ReferenceCall& c) {
  const int axis = static_cast<int>(c.attributes.integer("axis"));
  const Shape& out = c.out[0].shape();
  const std::int64_t outer = out.sub(0, axis).elements();
  const std::int64_t inner = out.sub(axis + 1, out.rank()).elements();
  std::int64_t position = 0;
  for (std::int64_t o = 0; o < outer; ++o) {
    for (const Array& part : c.in) {
      const std::int64_t length = part.shape()[axis] * inner;
      for (std::int64_t i = 0; i < length; ++i) c.out[0].set(position++, part.get(o * length + i));
    }
  }
}

Tensors gradient(const GradientCall& c) {
  const auto axis = static_cast<std::size_t>(c.attributes.integer("axis"));
  const Shape& whole = c.dy[0].shape();
  std::vector<std::int64_t> start(static_cast<std::size_t>(whole.rank()), 0);
  std::vector<std::int64_t> stop(whole.begin(), whole.end());
  const std::vector<std::int64_t> step(stop.size(), 1);
  Tensors out;
  for (const Tensor& x : c.x) {
    stop[axis] = start[axis] + x.shape()[static_cast<int>(axis)];
    out.push_back(emit(op_slice, {c.dy[0]}, {{"start", start}, {"stop", stop}, {"step", step}}));
    start[axis] = stop[axis];
  }
  return out;
}

}  // namespace

extern constinit const Op op_concatenate{
    .name = "concatenate",
    .infer = infer,
    .gradient = gradient,
    .reference = reference,
    .onnx = "Concat",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor concatenate(const Tensors& xs, int axis) {
  const ErrorPath path("concatenate");
  if (xs.empty()) throw ValueError({.rule = "At least one tensor is concatenated"});
  DType dtype = xs[0].dtype();
  for (const Tensor& x : xs) dtype = promote(dtype, x.dtype());
  Tensors parts;
  parts.reserve(xs.size());
  for (const Tensor& x : xs) parts.push_back(detail::as(x, dtype));
  return detail::emit(detail::op_concatenate, parts, {{"axis", std::int64_t{xs[0].shape().axis(axis)}}});
}

}  // namespace glia::ops
