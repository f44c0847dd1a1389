#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const Shape target(call.attributes.integers("shape"));
  const Shape& from = call.inputs[0].shape;
  if (from.rank() > target.rank() || !(broadcast_shape(from, target) == target)) {
    throw ShapeError({.rule = "A tensor is broadcast only along axes of size 1 or new axes in front",
                      .expected = "a shape that broadcasts to " + target.str(),
                      .received = from.str()});
  }
  return {{target, call.inputs[0].dtype}};
}

void reference(const ReferenceCall& c) {
  const Shape& to = c.out[0].shape();
  const Shape& from = c.in[0].shape();
  const int offset = to.rank() - from.rank();
  for (std::int64_t flat = 0; flat < c.out[0].size(); ++flat) {
    std::int64_t rest = flat;
    std::int64_t source = 0;
    std::int64_t stride = 1;
    for (int i = to.rank() - 1; i >= 0; --i) {
      const std::int64_t index = rest % to[i];
      rest /= to[i];
      if (i < offset) continue;
      if (from[i - offset] != 1) source += index * stride;
      stride *= from[i - offset];
    }
    c.out[0].set(flat, c.in[0].get(source));
  }
}

}  // namespace

extern constinit const Op op_broadcast_to{
    .name = "broadcast_to",
    .traits = kSpread,
    .arity = 1,
    .infer = infer,
    .gradient = [](const GradientCall& c) -> Tensors { return {unbroadcast(c.dy[0], c.x[0].shape())}; },
    .reference = reference,
    .onnx = "Expand",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor broadcast_to(const Tensor& x, const Shape& shape) {
  return detail::emit(detail::op_broadcast_to, {x}, {{"shape", std::vector<std::int64_t>(shape.begin(), shape.end())}});
}

}  // namespace glia::ops
