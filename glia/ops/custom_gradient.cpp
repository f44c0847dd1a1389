#include "glia/base/error.hpp"
#include "glia/ops/custom_call.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  custom_of(call.node);
  if (call.inputs.size() < 3)
    throw ValueError({.rule = "The inputs are those of the op, its result, and the gradient by it"});
  return {call.inputs.begin(), call.inputs.end() - 2};
}

Tensors gradient(const GradientCall& c) {
  throw UnsupportedError({.where = c.attributes.text("name"),
                          .rule = "A custom_op has no second derivative",
                          .hint = "Write it with ops:: functions, which can be differentiated any number of times"});
}

void reference(const ReferenceCall& c) {
  const std::vector<CustomInput> in = custom_inputs(c.in);
  const std::size_t inputs = in.size() - 2;
  custom_of(c.node)->gradient(CustomInputs(in).first(inputs), in[inputs], in[inputs + 1], custom_outputs(c.out));
}

}  // namespace

extern constinit const Op op_custom_gradient{
    .name = "custom_gradient",
    .infer = infer,
    .gradient = gradient,
    .reference = reference,
};

}  // namespace glia::detail
