#include "glia/ops/common.hpp"
#include "glia/ops/pool_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  return {{spatial_shape(call.inputs[0].shape, call.attributes.integers("outputs")), call.inputs[0].dtype}};
}

void reference(const ReferenceCall& c) {
  const ConvGeometry g = pool_geometry(c.attributes, c.in[0].shape(), c.out[0].shape());
  c.out[0].fill(0);
  g.for_each_meeting([&](std::int64_t from, std::int64_t tap, std::int64_t to) {
    for (std::int64_t j = 0; j < g.input_channels; ++j) {
      const std::int64_t at = to * g.input_channels + j;
      if (c.in[1].get(at) == static_cast<double>(tap)) c.out[0].set(at, c.in[0].get(from * g.input_channels + j));
    }
  });
}

Tensors gradient(const GradientCall& c) {
  Attributes attributes = conv_attributes(c.attributes, "inputs", spatial_sizes(c.x[0].shape()));
  attributes.set("taps", c.attributes.integers("taps"));
  return {emit(op_max_unpool, {c.dy[0], c.x[1]}, attributes), Tensor()};
}

}  // namespace

extern constinit const Op op_pool_take{
    .name = "pool_take", .arity = 2, .infer = infer, .gradient = gradient, .reference = reference};

}  // namespace glia::detail
