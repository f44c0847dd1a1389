#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/copy_elements.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

/// A number of elements: factor · n^power.
struct Count {
  std::int64_t factor = 1;
  int power = 0;
  bool operator==(const Count&) const = default;
};

Count count_of(const Shape& shape) {
  Count out;
  for (const std::int64_t d : shape) {
    out.factor = checked_multiply(out.factor, d < 0 ? -d : d);
    out.power += d < 0;
  }
  return out;
}

[[noreturn]] void throw_misfit(const Shape& from, const Shape& to) {
  throw ShapeError({.rule = "A reshape keeps the number of elements",
                    .expected = "a shape that holds the elements of " + from.str(),
                    .received = to.str(),
                    .hint = "One size may be -1: the batch, or what is left"});
}

/// Replaces the only −1 of `to` by what makes the counts equal.
Shape resolved(const Shape& from, Shape to) {
  const Count have = count_of(from);
  if (count_of(to) == have) return to;
  const std::int64_t* open = std::find(to.begin(), to.end(), -1);
  if (std::count(to.begin(), to.end(), -1) != 1) throw_misfit(from, to);
  const Count others{count_of(to).factor, count_of(to).power - 1};
  const int power = have.power - others.power;
  if (others.factor == 0 || have.factor % others.factor != 0 || power < 0 || power > 1) throw_misfit(from, to);
  const std::int64_t left = have.factor / others.factor;
  if (power == 1 && left == 0) throw_misfit(from, to);
  to[static_cast<int>(open - to.begin())] = power == 1 ? -left : left;
  return to;
}

std::vector<Spec> infer(const Call& call) {
  const Shape to(call.attributes.integers("shape"));
  if (!(count_of(to) == count_of(call.inputs[0].shape))) throw_misfit(call.inputs[0].shape, to);
  return {{to, call.inputs[0].dtype}};
}

}  // namespace

extern constinit const Op op_reshape{
    .name = "reshape",
    .traits = kAlias,
    .arity = 1,
    .infer = infer,
    .gradient = [](const GradientCall& c) -> Tensors { return {ops::reshape(c.dy[0], c.x[0].shape())}; },
    .reference = copy_elements,
    .onnx = "Reshape",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor reshape(const Tensor& x, const Shape& shape) {
  const ErrorPath path("reshape");
  const Shape to = detail::resolved(x.shape(), shape);
  return detail::emit(detail::op_reshape, {x}, {{"shape", std::vector<std::int64_t>(to.begin(), to.end())}});
}

}  // namespace glia::ops
