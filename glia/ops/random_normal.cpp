#include "glia/base/error.hpp"
#include "glia/base/random.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/random_call.hpp"
#include "glia/ops/random_ops.hpp"

namespace glia::detail {
namespace {

void reference(const ReferenceCall& c) {
  const RandomCall r = random_call(c);
  fill_normal(c.out[0].span<float>().data(), 0, c.out[0].size(), r.key, r.iteration, c.attributes.real("mean"),
              c.attributes.real("stddev"));
}

}  // namespace

extern constinit const Op op_random_normal{
    .name = "random_normal",
    .traits = kRandom,
    .arity = 2,
    .infer = random_spec,
    .gradient = not_differentiable,
    .reference = reference,
};

}  // namespace glia::detail

namespace glia::ops {

Tensor random_normal(const Shape& shape, const RandomSource& source, double mean, double stddev) {
  if (!(stddev >= 0)) {
    throw ValueError(
        {.where = "random_normal", .rule = "A standard deviation is not negative", .received = std::to_string(stddev)});
  }
  return detail::emit_random(detail::op_random_normal, shape, source, {{"mean", mean}, {"stddev", stddev}});
}

}  // namespace glia::ops
