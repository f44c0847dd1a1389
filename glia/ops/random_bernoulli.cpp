#include "glia/base/error.hpp"
#include "glia/base/random.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/random_call.hpp"
#include "glia/ops/random_ops.hpp"

namespace glia::detail {
namespace {

void reference(const ReferenceCall& c) {
  const RandomCall r = random_call(c);
  fill_bernoulli(c.out[0].span<float>().data(), 0, c.out[0].size(), r.key, r.iteration,
                 c.attributes.real("probability"));
}

}  // namespace

extern constinit const Op op_random_bernoulli{
    .name = "random_bernoulli",
    .traits = kRandom,
    .arity = 2,
    .infer = random_spec,
    .gradient = not_differentiable,
    .reference = reference,
};

}  // namespace glia::detail

namespace glia::ops {

Tensor random_bernoulli(const Shape& shape, const RandomSource& source, double probability) {
  if (!(probability >= 0 && probability <= 1)) {
    throw ValueError({.where = "random_bernoulli",
                      .rule = "A probability lies between 0 and 1",
                      .received = std::to_string(probability)});
  }
  return detail::emit_random(detail::op_random_bernoulli, shape, source, {{"probability", probability}});
}

}  // namespace glia::ops
