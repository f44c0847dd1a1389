#include "glia/base/error.hpp"
#include "glia/graph/node.hpp"
#include "glia/graph/variable_state.hpp"

namespace glia::detail {
namespace {

// Leaves, calls and fused nodes are made with their outputs; verify() does not infer them again.
std::vector<Spec> not_inferred(const Call&) {
  throw UnsupportedError({.rule = "Leaves, calls and fused nodes are not made by emit()"});
}

Tensor leaf(const Op& op, const Spec& spec, Attributes attributes = {}) {
  auto node = std::make_shared<Node>();
  node->op = &op;
  node->outputs = {spec};
  node->attributes = std::move(attributes);
  return Tensor(std::move(node));
}

}  // namespace

constinit const Op op_parameter{
    .name = "parameter", .traits = kLeaf, .arity = 0, .infer = not_inferred, .gradient = not_differentiable};
constinit const Op op_variable{
    .name = "variable", .traits = kLeaf, .arity = 0, .infer = not_inferred, .gradient = not_differentiable};
constinit const Op op_constant{
    .name = "constant", .traits = kLeaf, .arity = 0, .infer = not_inferred, .gradient = not_differentiable};
constinit const Op op_array{
    .name = "array", .traits = kLeaf, .arity = 0, .infer = not_inferred, .gradient = not_differentiable};
constinit const Op op_call{.name = "call", .infer = not_inferred, .gradient = not_differentiable};
constinit const Op op_fused{.name = "fused", .traits = kRegion, .infer = not_inferred, .gradient = not_differentiable};

Tensor parameter(std::int64_t index, const Spec& spec, std::string name) {
  return leaf(op_parameter, spec, {{"index", index}, {"name", std::move(name)}});
}

Tensor constant(double value, DType dtype, bool weak) {
  return leaf(op_constant, {Shape{}, dtype}, {{"value", value}, {"weak", std::int64_t{weak}}});
}

Tensor read(const Variable& variable) {
  Tensor out = leaf(op_variable, {variable.shape(), variable.dtype()});
  out.node()->payload = variable;
  return out;
}

bool is(const Tensor& t, const Op& op) { return t.valid() && t.node()->op == &op; }

const double* constant_value(const Tensor& t) {
  return is(t, op_constant) ? std::get_if<double>(t.node()->attributes.find("value")) : nullptr;
}

Tensors emit_call(std::shared_ptr<const Callable> callable, Tensors inputs, std::vector<Spec> outputs) {
  auto node = std::make_shared<Node>();
  node->op = &op_call;
  node->inputs = std::move(inputs);
  node->outputs = std::move(outputs);
  node->payload = std::move(callable);
  Tensors out;
  for (std::size_t i = 0; i < node->outputs.size(); ++i) out.emplace_back(node, static_cast<int>(i));
  return out;
}

}  // namespace glia::detail

namespace glia {

Tensor::Tensor(double value) : Tensor(detail::constant(value, f32, true)) {}
Tensor Tensor::integer_scalar(std::int64_t value) { return detail::constant(static_cast<double>(value), i64, true); }

Tensor::Tensor(const Array& array) {
  auto node = std::make_shared<detail::Node>();
  node->op = &detail::op_array;
  node->outputs = {{array.shape(), array.dtype()}};
  node->payload = array;
  node_ = std::move(node);
}

namespace {
const detail::Spec& spec_of(const Tensor& t) {
  if (!t.valid())
    throw ValueError({.where = "Tensor",
                      .rule = "An empty Tensor has no shape",
                      .hint = "It was default-constructed and never assigned"});
  return detail::spec(t);
}
}  // namespace

const Shape& Tensor::shape() const { return spec_of(*this).shape; }
DType Tensor::dtype() const { return spec_of(*this).dtype; }

}  // namespace glia
