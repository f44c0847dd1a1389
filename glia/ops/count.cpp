#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/reduction.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  reduced_spec(call);  // throws if an axis does not exist
  return {{Shape{}, f32}};
}

void reference(const ReferenceCall& c) {
  double total = 1;
  for (const std::int64_t a : c.attributes.integers("axes"))
    total *= static_cast<double>(c.in[0].shape()[static_cast<int>(a)]);
  c.out[0].set(0, total);
}

}  // namespace

extern constinit const Op op_count{
    .name = "count",
    .arity = 1,
    .infer = infer,
    .gradient = not_differentiable,
    .reference = reference,
};

}  // namespace glia::detail

namespace glia::ops {

Tensor count(const Tensor& x, const Axes& axes) {
  const ErrorPath path("count");
  return detail::emit(detail::op_count, {x}, {{"axes", detail::normal_axes(axes, x.rank())}});
}

}  // namespace glia::ops
