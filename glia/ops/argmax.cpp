#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  Shape out = call.inputs[0].shape;
  out.erase(out.axis(static_cast<int>(call.attributes.integer("axis"))));
  return {{out, i64}};
}

void reference(const ReferenceCall& c) {
  const std::vector<std::int64_t> axes{c.attributes.integer("axis")};
  const Shape& from = c.in[0].shape();
  const std::int64_t length = from[static_cast<int>(axes[0])];
  const std::int64_t stride = from.sub(static_cast<int>(axes[0]) + 1, from.rank()).elements();
  if (length == 0 && c.out[0].size() > 0)
    throw DataError({.rule = "An axis without elements has no largest one", .received = from.str()});
  for (std::int64_t flat = 0; flat < c.in[0].size(); ++flat) {
    if (flat / stride % length != 0) continue;
    std::int64_t best = 0;
    for (std::int64_t i = 1; i < length; ++i) {
      const double x = c.in[0].get(flat + i * stride);
      const double top = c.in[0].get(flat + best * stride);
      if (x > top || (x != x && top == top)) best = i;  // the first NaN wins
    }
    c.out[0].set(reduced_position(flat, from, axes), static_cast<double>(best));
  }
}

}  // namespace

extern constinit const Op op_argmax{
    .name = "argmax",
    .arity = 1,
    .infer = infer,
    .gradient = not_differentiable,
    .reference = reference,
    .onnx = "ArgMax",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor argmax(const Tensor& x, int axis) {
  const ErrorPath path("argmax");
  return detail::emit(detail::op_argmax, {x}, {{"axis", std::int64_t{x.shape().axis(axis)}}});
}

Tensor argmin(const Tensor& x, int axis) { return argmax(-x, axis); }

}  // namespace glia::ops
