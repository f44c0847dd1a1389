#include "glia/base/error.hpp"
#include "glia/base/random.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/random_call.hpp"
#include "glia/ops/random_ops.hpp"

namespace glia::detail {
namespace {

void reference(const ReferenceCall& c) {
  const RandomCall r = random_call(c);
  fill_uniform(c.out[0].span<float>().data(), 0, c.out[0].size(), r.key, r.iteration,
               static_cast<float>(c.attributes.real("low")), static_cast<float>(c.attributes.real("high")));
}

}  // namespace

extern constinit const Op op_random_uniform{
    .name = "random_uniform",
    .traits = kRandom,
    .arity = 2,
    .infer = random_spec,
    .gradient = not_differentiable,
    .reference = reference,
};

}  // namespace glia::detail

namespace glia::ops {

Tensor random_uniform(const Shape& shape, const RandomSource& source, double low, double high) {
  if (!(low <= high)) {
    throw ValueError({.where = "random_uniform",
                      .rule = "The lower bound may not exceed the upper one",
                      .received = std::to_string(low) + " and " + std::to_string(high)});
  }
  return detail::emit_random(detail::op_random_uniform, shape, source, {{"low", low}, {"high", high}});
}

}  // namespace glia::ops
