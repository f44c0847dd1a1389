#include "glia/ops/common.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  return {{Shape{call.attributes.integer("count")}, call.attributes.dtype("dtype")}};
}

void reference(const ReferenceCall& c) {
  for (std::int64_t i = 0; i < c.out[0].size(); ++i) c.out[0].set(i, static_cast<double>(i));
}

}  // namespace

extern constinit const Op op_arange{
    .name = "arange",
    .arity = 0,
    .infer = infer,
    .gradient = not_differentiable,
    .reference = reference,
    .onnx = "Range",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor arange(Dim count, DType dtype) {
  return detail::emit(detail::op_arange, {}, {{"count", std::int64_t{count}}, {"dtype", std::string(dtype.name())}});
}

}  // namespace glia::ops
