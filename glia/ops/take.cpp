#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/indices.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const Spec& x = call.inputs[0];
  require_integers(call.inputs[1]);
  const int axis = static_cast<int>(call.attributes.integer("axis"));
  if (axis < 0 || axis >= x.shape.rank())
    throw ShapeError({.rule = "The axis to gather from exists", .received = x.str()});
  Shape out = x.shape.sub(0, axis);
  for (const std::int64_t d : call.inputs[1].shape) out.push_back(d);
  for (int i = axis + 1; i < x.shape.rank(); ++i) out.push_back(x.shape[i]);
  return {{out, x.dtype}};
}

void reference(const ReferenceCall& c) {
  const int axis = static_cast<int>(c.attributes.integer("axis"));
  const Shape& from = c.in[0].shape();
  const std::int64_t outer = from.sub(0, axis).elements();
  const std::int64_t inner = from.sub(axis + 1, from.rank()).elements();
  std::int64_t position = 0;
  for (std::int64_t o = 0; o < outer; ++o) {
    for (std::int64_t i = 0; i < c.in[1].size(); ++i) {
      const std::int64_t row = o * from[axis] + index_below(c.in[1], i, from[axis]);
      for (std::int64_t j = 0; j < inner; ++j) c.out[0].set(position++, c.in[0].get(row * inner + j));
    }
  }
}

/// The axes of `rank` axes with [from, from + count) brought to the front.
std::vector<int> fronted(int rank, int from, int count) {
  std::vector<int> axes;
  axes.reserve(static_cast<std::size_t>(rank));
  for (int i = 0; i < count; ++i) axes.push_back(from + i);
  for (int i = 0; i < rank; ++i) {
    if (i < from || i >= from + count) axes.push_back(i);
  }
  return axes;
}

Tensors gradient(const GradientCall& c) {
  const int axis = static_cast<int>(c.attributes.integer("axis"));
  const Tensor& x = c.x[0];
  const Tensor& dy = c.dy[0];
  if (axis == 0) return {ops::scatter_add(c.x[1], dy, x.shape()), Tensor()};
  Shape shape{x.shape()[axis]};
  for (const int a : fronted(x.rank(), axis, 1)) {
    if (a != axis) shape.push_back(x.shape()[a]);
  }
  const Tensor added = ops::scatter_add(c.x[1], ops::transpose(dy, fronted(dy.rank(), axis, c.x[1].rank())), shape);
  std::vector<int> back;
  for (int i = 1; i <= axis; ++i) back.push_back(i);
  back.push_back(0);
  for (int i = axis + 1; i < x.rank(); ++i) back.push_back(i);
  return {ops::transpose(added, back), Tensor()};
}

}  // namespace

extern constinit const Op op_take{
    .name = "take",
    .arity = 2,
    .infer = infer,
    .gradient = gradient,
    .reference = reference,
    .onnx = "Gather",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor take(const Tensor& x, const Tensor& indices, int axis) {
  const ErrorPath path("take");
  return detail::emit(detail::op_take, {x, indices}, {{"axis", std::int64_t{x.shape().axis(axis)}}});
}

}  // namespace glia::ops
