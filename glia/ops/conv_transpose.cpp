#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/conv.hpp"
#include "glia/ops/conv_geometry.hpp"
#include "glia/ops/conv_window.hpp"
#include "glia/ops/precision.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const Spec& y = call.inputs[0];
  const Spec& kernel = call.inputs[1];
  check_conv(call.attributes, y, kernel);
  if (kernel.shape.dim(-1) != y.shape.dim(-1)) {
    throw ShapeError({.rule = "The kernel's last axis is the image's channels",
                      .expected = std::to_string(y.shape.dim(-1)),
                      .received = kernel.str()});
  }
  Shape out{Dim(y.shape[0])};
  for (const std::int64_t size : call.attributes.integers("inputs")) out.push_back(size);
  out.push_back(checked_multiply(kernel.shape.dim(-2), call.attributes.integer("groups")));
  return {{out, y.dtype}};
}

void reference(const ReferenceCall& c) {
  const ConvGeometry g(c.attributes, c.out[0].shape(), c.in[1].shape(), c.in[0].shape());
  const std::vector<double> y = factors(c.in[0], c.attributes);
  const std::vector<double> kernel = factors(c.in[1], c.attributes);
  std::vector<double> x(static_cast<std::size_t>(c.out[0].size()));
  g.for_each_meeting([&](std::int64_t to, std::int64_t tap, std::int64_t from) {
    for (std::int64_t i = 0; i < g.group_inputs(); ++i) {
      for (std::int64_t j = 0; j < g.output_channels; ++j) {
        const std::int64_t channel = j / g.group_outputs() * g.group_inputs() + i;
        x[static_cast<std::size_t>(to * g.input_channels + channel)] +=
            y[static_cast<std::size_t>(from * g.output_channels + j)] *
            kernel[static_cast<std::size_t>((tap * g.group_inputs() + i) * g.output_channels + j)];
      }
    }
  });
  for (std::size_t i = 0; i < x.size(); ++i) c.out[0].set(static_cast<std::int64_t>(i), x[i]);
}

Tensors gradient(const GradientCall& c) {
  const Tensor& y = c.x[0];
  const Tensor& kernel = c.x[1];
  const Shape& k = kernel.shape();
  return {emit(op_conv, {c.dy[0], kernel}, conv_attributes(c.attributes, "outputs", spatial_sizes(y.shape()))),
          emit(op_conv_kernel_gradient, {c.dy[0], y}, conv_attributes(c.attributes, "taps", {k.begin(), k.end() - 2}))};
}

}  // namespace

extern constinit const Op op_conv_transpose{.name = "conv_transpose",
                                            .arity = 2,
                                            .infer = infer,
                                            .gradient = gradient,
                                            .reference = reference,
                                            .onnx = "ConvTranspose"};

}  // namespace glia::detail

namespace glia::ops {

Tensor conv_transpose(const Tensor& x, const Tensor& kernel, const ConvOptions& options, const Sizes& output_padding) {
  const ErrorPath path("conv_transpose");
  const detail::ConvWindow window(options, x.rank() - 2);
  const Tensor image = window.channels_last(detail::as_real(x));
  const detail::ConvPadding padding =
      window.transposed_padding(detail::spatial_sizes(image.shape()), kernel.shape(), output_padding);
  return window.as_given(detail::emit(detail::op_conv_transpose, {image, detail::as(kernel, image.dtype())},
                                      {{"strides", window.strides()},
                                       {"dilation", window.dilation()},
                                       {"before", padding.before},
                                       {"groups", std::int64_t{1}},
                                       {"inputs", padding.outputs}}));
}

}  // namespace glia::ops
