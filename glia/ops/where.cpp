#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/truth.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const Spec& condition = call.inputs[0];
  if (condition.dtype != boolean || !(condition.shape == call.inputs[1].shape) || !(call.inputs[1] == call.inputs[2])) {
    throw ShapeError({.rule = "The condition is bool and both choices have one dtype; all three have one shape",
                      .expected = Spec{condition.shape, boolean}.str(),
                      .received = condition.str() + ", " + call.inputs[1].str() + " and " + call.inputs[2].str()});
  }
  return {call.inputs[1]};
}

Tensors gradient(const GradientCall& c) {
  const Tensor& dy = c.dy[0];
  return {Tensor(), ops::where(c.x[0], dy, 0), ops::where(c.x[0], 0, dy)};
}

}  // namespace

extern constinit const Op op_where{
    .name = "where",
    .traits = kElementwise,
    .arity = 3,
    .infer = infer,
    .gradient = gradient,
    .scalar = {.ternary = [](double condition, double yes, double no) { return condition != 0 ? yes : no; }},
    .onnx = "Where",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor where(const Tensor& condition, const Tensor& yes, const Tensor& no) {
  using namespace detail;
  const DType dtype = meeting_dtype(yes, no);
  const Shape shape = broadcast_shape(condition.shape(), broadcast_shape(yes.shape(), no.shape()));
  return emit(op_where,
              {broadcast(truth(condition), shape), broadcast(as(yes, dtype), shape), broadcast(as(no, dtype), shape)});
}

}  // namespace glia::ops
