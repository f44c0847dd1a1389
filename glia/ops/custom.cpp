#include "glia/ops/custom.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/custom_call.hpp"

namespace glia::detail {

const std::shared_ptr<const CustomOp>& custom_of(const Node& node) {
  if (const auto* found = std::get_if<std::shared_ptr<const CustomOp>>(&node.payload)) return *found;
  throw UnsupportedError({.rule = "A custom_op is code, which neither text nor a file can bring back"});
}

std::vector<CustomInput> custom_inputs(std::span<const Array> arrays) {
  std::vector<CustomInput> out;
  for (const Array& a : arrays) out.push_back({a.shape(), a.span<float>()});
  return out;
}

std::vector<CustomOutput> custom_outputs(std::span<Array> arrays) {
  std::vector<CustomOutput> out;
  for (Array& a : arrays) {
    a.fill(0);
    out.push_back({a.shape(), a.span<float>()});
  }
  return out;
}

namespace {

std::vector<Spec> infer(const Call& call) {
  const CustomOp& op = *custom_of(call.node);
  if (call.inputs.empty()) throw ValueError({.rule = "A custom_op has at least one input"});
  std::vector<Shape> shapes;
  bool batch = false;
  for (const Spec& input : call.inputs) {
    if (input.dtype != f32) {
      throw TypeError({.rule = "A custom_op computes in f32",
                       .received = input.str(),
                       .hint = "Convert its inputs with ops::cast(x, f32)"});
    }
    shapes.push_back(input.shape);
    batch = batch || input.shape.is_symbolic();
  }
  const Shape out = op.shape ? op.shape(shapes) : shapes[0];
  if (out.is_symbolic() && !batch) {
    throw ShapeError(
        {.rule = "The shape of the result depends on the batch only if one of an input does", .received = out.str()});
  }
  return {{out, f32}};
}

Tensors gradient(const GradientCall& c) {
  const Node& node = *c.y[0].node();
  const auto& op = custom_of(node);
  if (!op->gradient) {
    throw UnsupportedError({.where = op->name,
                            .rule = "This custom_op has no gradient",
                            .hint = "Give it .gradient, or send its result through ops::stop_gradient"});
  }
  Tensors inputs(c.x.begin(), c.x.end());
  inputs.push_back(c.y[0]);
  inputs.push_back(c.dy[0]);
  return emit_all(op_custom_gradient, inputs, node.attributes, op);
}

void reference(const ReferenceCall& c) { custom_of(c.node)->run(custom_inputs(c.in), custom_outputs(c.out)[0]); }

}  // namespace

extern constinit const Op op_custom{
    .name = "custom",
    .infer = infer,
    .gradient = gradient,
    .reference = reference,
};

}  // namespace glia::detail

namespace glia {

CustomFunction::CustomFunction(CustomOp op) : op_(std::make_shared<const CustomOp>(std::move(op))) {
  if (!op_->run)
    throw ValueError({.where = op_->name, .rule = "A custom_op needs .run, the function that computes it"});
}

Tensor CustomFunction::operator()(const Tensors& x) const {
  const ErrorPath path(op_->name);
  Tensors inputs;
  for (const Tensor& t : x) inputs.push_back(t.valid() ? detail::as_real(t) : t);  // emit_all() names an empty one
  return detail::emit_all(detail::op_custom, inputs, {{"name", op_->name}}, op_)[0];
}

CustomFunction custom_op(CustomOp op) { return CustomFunction(std::move(op)); }

}  // namespace glia
