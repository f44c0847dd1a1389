#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/conv_geometry.hpp"
#include "glia/ops/precision.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const Spec& x = call.inputs[0];
  const Spec& y = call.inputs[1];
  if (x.shape.rank() != y.shape.rank() || x.shape.rank() < 3 || x.shape[0] != y.shape[0] || x.dtype != y.dtype) {
    throw ShapeError({.rule = "Both images of a kernel's gradient have the same batch, spatial axes and dtype",
                      .received = x.str() + " and " + y.str()});
  }
  Shape out;
  for (const std::int64_t size : call.attributes.integers("taps")) out.push_back(size);
  out.push_back(x.shape.dim(-1) / call.attributes.integer("groups"));
  out.push_back(y.shape.dim(-1));
  return {{out, x.dtype}};
}

void reference(const ReferenceCall& c) {
  const ConvGeometry g(c.attributes, c.in[0].shape(), c.out[0].shape(), c.in[1].shape());
  const std::vector<double> x = factors(c.in[0], c.attributes);
  const std::vector<double> y = factors(c.in[1], c.attributes);
  std::vector<double> kernel(static_cast<std::size_t>(c.out[0].size()));
  g.for_each_meeting([&](std::int64_t from, std::int64_t tap, std::int64_t to) {
    for (std::int64_t i = 0; i < g.group_inputs(); ++i) {
      for (std::int64_t j = 0; j < g.output_channels; ++j) {
        const std::int64_t channel = j / g.group_outputs() * g.group_inputs() + i;
        kernel[static_cast<std::size_t>((tap * g.group_inputs() + i) * g.output_channels + j)] +=
            x[static_cast<std::size_t>(from * g.input_channels + channel)] *
            y[static_cast<std::size_t>(to * g.output_channels + j)];
      }
    }
  });
  for (std::size_t i = 0; i < kernel.size(); ++i) c.out[0].set(static_cast<std::int64_t>(i), kernel[i]);
}

Tensors gradient(const GradientCall& c) {
  const Tensor& x = c.x[0];
  const Tensor& y = c.x[1];
  return {emit(op_conv_transpose, {y, c.dy[0]}, conv_attributes(c.attributes, "inputs", spatial_sizes(x.shape()))),
          emit(op_conv, {x, c.dy[0]}, conv_attributes(c.attributes, "outputs", spatial_sizes(y.shape())))};
}

}  // namespace

extern constinit const Op op_conv_kernel_gradient{
    .name = "conv_kernel_gradient", .arity = 2, .infer = infer, .gradient = gradient, .reference = reference};

}  // namespace glia::detail
