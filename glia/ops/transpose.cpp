#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/positions.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const auto& axes = call.attributes.integers("axes");
  const Shape& from = call.inputs[0].shape;
  Shape out;
  for (const std::int64_t a : axes) out.push_back(from.dim(static_cast<int>(a)));
  std::vector<std::int64_t> sorted = axes;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (sorted[i] != static_cast<std::int64_t>(i) || static_cast<int>(axes.size()) != from.rank()) {
      throw ShapeError({.rule = "A transposition names every axis of its input once", .received = from.str()});
    }
  }
  return {{out, call.inputs[0].dtype}};
}

void reference(const ReferenceCall& c) {
  const auto& axes = c.attributes.integers("axes");
  for (std::int64_t flat = 0; flat < c.out[0].size(); ++flat) {
    const Position to = position_of(flat, c.out[0].shape());
    Position from{};
    for (std::size_t i = 0; i < axes.size(); ++i) from[static_cast<std::size_t>(axes[i])] = to[i];
    c.out[0].set(flat, c.in[0].get(flat_of(from, c.in[0].shape())));
  }
}

Tensors gradient(const GradientCall& c) {
  const auto& axes = c.attributes.integers("axes");
  std::vector<int> inverse(axes.size());
  for (std::size_t i = 0; i < axes.size(); ++i) inverse[static_cast<std::size_t>(axes[i])] = static_cast<int>(i);
  return {ops::transpose(c.dy[0], inverse)};
}

}  // namespace

extern constinit const Op op_transpose{
    .name = "transpose",
    .arity = 1,
    .infer = infer,
    .gradient = gradient,
    .reference = reference,
    .onnx = "Transpose",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor transpose(const Tensor& x, const std::vector<int>& axes) {
  const ErrorPath path("transpose");
  std::vector<std::int64_t> order;
  order.reserve(axes.size());
  for (const int a : axes) order.push_back(x.shape().axis(a));
  if (axes.empty()) {
    for (int i = x.rank() - 1; i >= 0; --i) order.push_back(i);
  }
  if (static_cast<int>(order.size()) != x.rank()) {
    throw ShapeError({.rule = "A transposition names every axis of its input once",
                      .expected = std::to_string(x.rank()) + " axes",
                      .received = std::to_string(order.size())});
  }
  return detail::emit(detail::op_transpose, {x}, {{"axes", order}});
}

}  // namespace glia::ops
