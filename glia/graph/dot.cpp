#include <unordered_map>

#include "glia/graph/graph.hpp"

namespace glia::detail {
namespace {

std::string label_of(const Node& node) {
  std::string out = node.op->name;
  if (const auto* variable = std::get_if<Variable>(&node.payload)) out += " " + variable->path();
  if (const auto* callable = std::get_if<std::shared_ptr<const Callable>>(&node.payload))
    out += " " + (*callable)->name();
  if (const auto* body = std::get_if<std::shared_ptr<const Graph>>(&node.payload)) {
    for (const Node* inner : (*body)->order()) {
      if (!inner->op->has(kLeaf)) out += "\n" + std::string(inner->op->name);
    }
  }
  for (const Spec& s : node.outputs) out += "\n" + s.str();
  return out;
}

std::string in_quotes(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::string dot(const Graph& graph) {
  std::unordered_map<const Node*, std::string> names;
  std::string out = "digraph {\n  node [shape=box, fontname=\"sans-serif\"];\n";
  const auto edge = [&](const Tensor& from, const std::string& to) {
    if (!from.valid()) return;
    out += "  " + names.at(from.node()) + " -> " + to;
    if (from.node()->outputs.size() > 1) out += " [label=\"" + std::to_string(from.index()) + "\"]";
    out += ";\n";
  };
  for (const Node* node : graph.order()) {
    const std::string name = "n" + std::to_string(names.size());
    names[node] = name;
    out += "  " + name + " [label=" + in_quotes(label_of(*node)) + (node->op->has(kLeaf) ? ", style=rounded" : "") +
           "];\n";
    for (const Tensor& input : node->inputs) edge(input, name);
  }
  const auto end = [&](const std::string& name, const std::string& label, const Tensor& value) {
    out += "  " + name + " [label=" + in_quotes(label) + ", shape=ellipse];\n";
    edge(value, name);
  };
  for (std::size_t i = 0; i < graph.results.size(); ++i) {
    end("r" + std::to_string(i), "result " + std::to_string(i), graph.results[i]);
  }
  for (std::size_t i = 0; i < graph.updates.size(); ++i) {
    end("u" + std::to_string(i), "update " + graph.updates[i].variable.path(), graph.updates[i].value);
  }
  return out + "}\n";
}

}  // namespace glia::detail
