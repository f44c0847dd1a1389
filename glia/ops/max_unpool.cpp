#include "glia/ops/common.hpp"
#include "glia/ops/pool_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  return {{spatial_shape(call.inputs[0].shape, call.attributes.integers("inputs")), call.inputs[0].dtype}};
}

void reference(const ReferenceCall& c) {
  const ConvGeometry g = pool_geometry(c.attributes, c.out[0].shape(), c.in[0].shape());
  c.out[0].fill(0);
  g.for_each_meeting([&](std::int64_t to, std::int64_t tap, std::int64_t from) {
    for (std::int64_t j = 0; j < g.input_channels; ++j) {
      if (c.in[1].get(from * g.input_channels + j) != static_cast<double>(tap)) continue;
      const std::int64_t at = to * g.input_channels + j;
      c.out[0].set(at, c.out[0].get(at) + c.in[0].get(from * g.input_channels + j));
    }
  });
}

Tensors gradient(const GradientCall& c) {
  Attributes attributes = conv_attributes(c.attributes, "outputs", spatial_sizes(c.x[0].shape()));
  attributes.set("taps", c.attributes.integers("taps"));
  return {emit(op_pool_take, {c.dy[0], c.x[1]}, attributes), Tensor()};
}

}  // namespace

extern constinit const Op op_max_unpool{
    .name = "max_unpool", .arity = 2, .infer = infer, .gradient = gradient, .reference = reference};

}  // namespace glia::detail
