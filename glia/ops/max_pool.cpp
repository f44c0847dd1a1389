#include <cmath>
#include <limits>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/pool.hpp"
#include "glia/ops/pool_ops.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const Spec& x = call.inputs[0];
  const auto& outputs = call.attributes.integers("outputs");
  if (x.shape.rank() != static_cast<int>(outputs.size()) + 2) {
    throw ShapeError(
        {.rule = "Pooling over " + std::to_string(outputs.size()) + " axes takes images (n, sizes, channels)",
         .received = x.str()});
  }
  const Shape out = spatial_shape(x.shape, outputs);
  return {{out, x.dtype}, {out, tap_dtype(call.attributes)}};
}

void reference(const ReferenceCall& c) {
  const ConvGeometry g = pool_geometry(c.attributes, c.in[0].shape(), c.out[0].shape());
  c.out[0].fill(-std::numeric_limits<double>::infinity());
  c.out[1].fill(0);
  g.for_each_meeting([&](std::int64_t from, std::int64_t tap, std::int64_t to) {
    for (std::int64_t j = 0; j < g.input_channels; ++j) {
      const std::int64_t at = to * g.input_channels + j;
      const double x = c.in[0].get(from * g.input_channels + j);
      const double best = c.out[0].get(at);
      if (!(x > best) && !(std::isnan(x) && !std::isnan(best))) continue;  // the first of equal ones stays, and NaN
      c.out[0].set(at, x);
      c.out[1].set(at, static_cast<double>(tap));
    }
  });
}

Tensors gradient(const GradientCall& c) {
  if (!c.dy[0].valid()) return {Tensor()};
  Attributes attributes = conv_attributes(c.attributes, "inputs", spatial_sizes(c.x[0].shape()));
  attributes.set("taps", c.attributes.integers("taps"));
  return {emit(op_max_unpool, {c.dy[0], c.y[1]}, attributes)};
}

/// The side of a sum that is one number for each channel, broadcast; −1 if there is none.
int channel_side(const Node& sum) {
  for (const int side : {0, 1}) {
    const Tensor& t = sum.inputs[static_cast<std::size_t>(side)];
    if (is(t, op_broadcast_to) && t.node()->inputs[0].rank() <= 1) return side;
  }
  return -1;
}

/// max_pool(relu(x + b)), b one number for each channel, as relu(max_pool(x) + b): the same values, since both
/// functions are monotone and so is rounding; they, their gradients and the sum for b run over as many fewer pixels.
Tensor pooled(const Tensor& image, const Attributes& attributes) {
  Tensors functions;  // from the outermost one on
  Tensor x = image;
  while (is(x, op_relu) || (is(x, op_add) && channel_side(*x.node()) >= 0)) {
    functions.push_back(x);
    x = x.node()->inputs[is(x, op_add) ? static_cast<std::size_t>(1 - channel_side(*x.node())) : 0];
  }
  Tensor y = emit_all(op_max_pool, {x}, attributes)[0];
  for (std::size_t i = functions.size(); i-- > 0;) {
    const Node& f = *functions[i].node();
    y = f.op == &op_relu ? emit(op_relu, {y})
                         : y + f.inputs[static_cast<std::size_t>(channel_side(f))].node()->inputs[0];
  }
  return y;
}

}  // namespace

extern constinit const Op op_max_pool{
    .name = "max_pool", .arity = 1, .infer = infer, .gradient = gradient, .reference = reference, .onnx = "MaxPool"};

}  // namespace glia::detail

namespace glia::ops {

Tensor max_pool(const Tensor& x, const Sizes& pool_size, const PoolOptions& options) {
  const ErrorPath path("max_pool");
  const detail::Pooling pooling(x, pool_size, options);
  return pooling.as_given(detail::pooled(pooling.image(), pooling.attributes()));
}

}  // namespace glia::ops
