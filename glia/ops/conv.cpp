#include "glia/ops/conv.hpp"

#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/conv_geometry.hpp"
#include "glia/ops/conv_window.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/precision.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const Spec& x = call.inputs[0];
  const Spec& kernel = call.inputs[1];
  check_conv(call.attributes, x, kernel);
  const std::int64_t groups = call.attributes.integer("groups");
  if (groups < 1) throw ValueError({.rule = "There is at least one group", .received = std::to_string(groups)});
  if (kernel.shape.dim(-2) * groups != x.shape.dim(-1) || kernel.shape.dim(-1) % groups != 0) {
    throw ShapeError({.rule = "The kernel's channels times the groups are the image's channels, and the groups share "
                              "the filters evenly",
                      .expected = std::to_string(x.shape.dim(-1)) + " channels",
                      .received = kernel.str() + " with " + std::to_string(groups) + " groups"});
  }
  Shape out{Dim(x.shape[0])};
  for (const std::int64_t size : call.attributes.integers("outputs")) out.push_back(size);
  out.push_back(kernel.shape.dim(-1));
  return {{out, x.dtype}};
}

void reference(const ReferenceCall& c) {
  const ConvGeometry g(c.attributes, c.in[0].shape(), c.in[1].shape(), c.out[0].shape());
  const std::vector<double> x = factors(c.in[0], c.attributes);
  const std::vector<double> kernel = factors(c.in[1], c.attributes);
  std::vector<double> y(static_cast<std::size_t>(c.out[0].size()));
  g.for_each_meeting([&](std::int64_t from, std::int64_t tap, std::int64_t to) {
    for (std::int64_t i = 0; i < g.group_inputs(); ++i) {
      for (std::int64_t j = 0; j < g.output_channels; ++j) {
        const std::int64_t channel = j / g.group_outputs() * g.group_inputs() + i;
        y[static_cast<std::size_t>(to * g.output_channels + j)] +=
            x[static_cast<std::size_t>(from * g.input_channels + channel)] *
            kernel[static_cast<std::size_t>((tap * g.group_inputs() + i) * g.output_channels + j)];
      }
    }
  });
  for (std::size_t i = 0; i < y.size(); ++i) c.out[0].set(static_cast<std::int64_t>(i), y[i]);
}

Tensors gradient(const GradientCall& c) {
  const Tensor& x = c.x[0];
  const Tensor& kernel = c.x[1];
  const Shape& k = kernel.shape();
  return {emit(op_conv_transpose, {c.dy[0], kernel}, conv_attributes(c.attributes, "inputs", spatial_sizes(x.shape()))),
          emit(op_conv_kernel_gradient, {x, c.dy[0]}, conv_attributes(c.attributes, "taps", {k.begin(), k.end() - 2}))};
}

}  // namespace

extern constinit const Op op_conv{
    .name = "conv", .arity = 2, .infer = infer, .gradient = gradient, .reference = reference, .onnx = "Conv"};

}  // namespace glia::detail

namespace glia::ops {

Tensor conv(const Tensor& x, const Tensor& kernel, const ConvOptions& options) {
  const ErrorPath path("conv");
  const detail::ConvWindow window(options, x.rank() - 2);
  const Tensor image = window.channels_last(detail::as_real(x));
  const detail::ConvPadding padding = window.padding(detail::spatial_sizes(image.shape()), kernel.shape());
  const std::int64_t channels = image.dim(-1);
  const std::int64_t taken = kernel.rank() < 2 ? 0 : kernel.shape().dim(-2);
  if (taken != channels && (taken < 1 || channels < 1 || channels % taken != 0)) {
    throw ShapeError({.rule = "The kernel's channels divide the image's channels",
                      .expected = "a divisor of " + std::to_string(channels),
                      .received = kernel.shape().str()});
  }
  return window.as_given(detail::emit(detail::op_conv, {image, detail::as(kernel, image.dtype())},
                                      {{"strides", window.strides()},
                                       {"dilation", window.dilation()},
                                       {"before", padding.before},
                                       {"groups", taken == channels ? 1 : channels / taken},
                                       {"outputs", padding.outputs}}));
}

Tensor depthwise_conv(const Tensor& x, const Tensor& kernel, const ConvOptions& options) {
  const ErrorPath path("depthwise_conv");
  if (kernel.rank() < 3) {
    throw ShapeError(
        {.rule = "A depthwise kernel has the axes (sizes, channels, multiplier)", .received = kernel.shape().str()});
  }
  Shape grouped = kernel.shape();
  grouped[grouped.rank() - 1] = checked_multiply(grouped.dim(-1), grouped.dim(-2));
  grouped[grouped.rank() - 2] = 1;
  return conv(x, reshape(kernel, grouped), options);
}

}  // namespace glia::ops
