#include "glia/base/error.hpp"
#include "glia/ops/conv_geometry.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer_partials(const Call& call) {
  Spec out = op_conv_kernel_gradient.infer(call)[0];
  out.shape.insert(0, call.attributes.integer("parts"));
  return {out};
}

std::vector<Spec> infer_sum_parts(const Call& call) {
  const Spec& x = call.inputs[0];
  return {{x.shape.sub(1, x.shape.rank()), x.dtype}};
}

std::vector<Spec> infer_swap(const Call& call) {
  Spec out = call.inputs[0];
  out.layout = Layout::row_major;
  const std::int64_t groups = call.attributes.integer("groups");
  const int rank = out.shape.rank();
  const std::int64_t inputs = out.shape.dim(-2);
  out.shape[rank - 2] = out.shape.dim(-1) / groups;
  out.shape[rank - 1] = inputs * groups;
  return {out};
}

std::vector<Spec> infer_swapped(const Call& call) {
  Shape out{Dim(call.inputs[0].shape[0])};
  for (const std::int64_t size : call.attributes.integers("inputs")) out.push_back(size);
  out.push_back(call.inputs[1].shape.dim(-1));
  return {{out, call.inputs[0].dtype}};
}

}  // namespace

constinit const Op op_conv_partials{
    .name = "conv_partials", .arity = 2, .infer = infer_partials, .gradient = not_differentiable};
constinit const Op op_sum_parts{
    .name = "sum_parts", .arity = 1, .infer = infer_sum_parts, .gradient = not_differentiable};
constinit const Op op_conv_swap{.name = "conv_swap", .arity = 1, .infer = infer_swap, .gradient = not_differentiable};
constinit const Op op_conv_swapped{
    .name = "conv_swapped", .arity = 2, .infer = infer_swapped, .gradient = not_differentiable};

}  // namespace glia::detail
