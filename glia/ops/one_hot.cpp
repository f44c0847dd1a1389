#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/indices.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  require_integers(call.inputs[0]);
  if (call.attributes.integer("classes") < 1) {
    throw ValueError({.rule = "The number of classes is at least 1",
                      .received = std::to_string(call.attributes.integer("classes"))});
  }
  Shape out = call.inputs[0].shape;
  out.push_back(call.attributes.integer("classes"));
  return {{out, call.attributes.dtype("dtype")}};
}

void reference(const ReferenceCall& c) {
  const std::int64_t classes = c.attributes.integer("classes");
  for (std::int64_t i = 0; i < c.out[0].size(); ++i) {
    c.out[0].set(i, c.in[0].get(i / classes) == static_cast<double>(i % classes) ? 1 : 0);
  }
}

}  // namespace

extern constinit const Op op_one_hot{
    .name = "one_hot",
    .arity = 1,
    .infer = infer,
    .gradient = not_differentiable,
    .reference = reference,
    .onnx = "OneHot",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor one_hot(const Tensor& labels, Dim classes, DType dtype) {
  const Tensor whole = labels.dtype().is_integer() ? labels : detail::whole_labels(labels);
  return detail::emit(detail::op_one_hot, {whole},
                      {{"classes", std::int64_t{classes}}, {"dtype", std::string(dtype.name())}});
}

}  // namespace glia::ops
