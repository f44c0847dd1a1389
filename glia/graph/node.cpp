#include "glia/graph/node.hpp"

#include "glia/base/error.hpp"
#include "glia/graph/graph.hpp"

namespace glia::detail {

Callable::~Callable() = default;

Node::~Node() {
  // A chain of nodes is freed by a loop: the first destructor on this thread collects what the others would recurse
  // into.
  thread_local std::vector<std::shared_ptr<Node>>* pending = nullptr;
  const auto give = [&](std::vector<std::shared_ptr<Node>>& list) {
    for (Tensor& input : inputs) list.push_back(input.shared_node());
    inputs.clear();
  };
  if (pending != nullptr) {
    give(*pending);
    return;
  }
  std::vector<std::shared_ptr<Node>> list;
  pending = &list;
  give(list);
  while (!list.empty()) {
    const std::shared_ptr<Node> last = std::move(list.back());
    list.pop_back();
  }
  pending = nullptr;
}

const Graph& body_of(const Node& node) { return *std::get<std::shared_ptr<const Graph>>(node.payload); }

std::string Spec::str() const {
  std::string out = std::string(dtype.name()) + "[";
  for (int i = 0; i < shape.rank(); ++i) {
    const std::int64_t d = shape[i];
    out += (i > 0 ? "," : "") + (d == -1 ? "n" : d < 0 ? std::to_string(-d) + "n" : std::to_string(d));
  }
  return out + (layout == Layout::panels ? "]p" : "]");
}

Tensors emit_all(const Op& op, Tensors inputs, Attributes attributes) {
  return emit_all(op, std::move(inputs), std::move(attributes), {});
}

Tensors emit_all(const Op& op, Tensors inputs, Attributes attributes, Payload payload) {
  std::vector<Spec> specs;
  specs.reserve(inputs.size());
  for (const Tensor& input : inputs) {
    if (!input.valid())
      throw ValueError({.where = op.name, .rule = "Every input must be a tensor", .received = "an empty Tensor"});
    specs.push_back(spec(input));
  }
  if (op.arity >= 0 && static_cast<std::size_t>(op.arity) != inputs.size()) {
    throw ValueError({.where = op.name,
                      .rule = "The operation takes a fixed number of inputs",
                      .expected = std::to_string(op.arity),
                      .received = std::to_string(inputs.size())});
  }
  auto node = std::make_shared<Node>();
  node->op = &op;
  node->payload = std::move(payload);
  {
    const ErrorPath path(op.name);
    node->outputs = op.infer({attributes, specs, *node});
  }
  node->where = ErrorPath::shared();
  node->inputs = std::move(inputs);
  node->attributes = std::move(attributes);
  Tensors out;
  for (std::size_t i = 0; i < node->outputs.size(); ++i) out.emplace_back(node, static_cast<int>(i));
  return out;
}

Tensor emit(const Op& op, Tensors inputs, Attributes attributes) {
  return emit_all(op, std::move(inputs), std::move(attributes)).front();
}

Tensors with_inputs(const Node& old, const Tensors& inputs) {
  auto node = std::make_shared<Node>();
  node->op = old.op;
  node->attributes = old.attributes;
  node->inputs = inputs;
  node->outputs = old.outputs;
  node->payload = old.payload;
  node->where = old.where;
  node->file = old.file;
  node->line = old.line;
  Tensors out;
  for (std::size_t i = 0; i < node->outputs.size(); ++i) out.emplace_back(node, static_cast<int>(i));
  return out;
}

}  // namespace glia::detail
