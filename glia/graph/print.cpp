#include <charconv>
#include <unordered_map>

#include "glia/graph/graph.hpp"
#include "glia/graph/variable_state.hpp"

namespace glia::detail {
namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return out + '"';
}

/// The shortest decimal that reads back as the same bits; never looks like an integer.
std::string decimal(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  std::string out(buffer, end);
  return out.find_first_not_of("-0123456789") == std::string::npos ? out + ".0" : out;
}

std::string text_of(const Attribute& attribute) {
  if (const auto* integer = std::get_if<std::int64_t>(&attribute)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&attribute)) return decimal(*real);
  if (const auto* text = std::get_if<std::string>(&attribute)) return in_quotes(*text);
  std::string out;
  for (const std::int64_t i : std::get<std::vector<std::int64_t>>(attribute))
    out += (out.empty() ? "" : ", ") + std::to_string(i);
  return "[" + out + "]";
}

std::string text_of(const Attributes& attributes) {
  std::string out;
  for (const auto& [name, value] : attributes.entries())
    out += (out.empty() ? " {" : ", ") + name + "=" + text_of(value);
  return out.empty() ? out : out + "}";
}

class Printer {
 public:
  explicit Printer(std::string indent) : indent_(std::move(indent)) {}

  std::string operator()(const Graph& graph) {
    const std::vector<Node*> order = graph.order();
    for (std::size_t i = 0; i < order.size(); ++i) numbers_[order[i]] = i;
    for (const Node* node : order) line(*node);
    list("parameters", graph.parameters);
    list("results", graph.results);
    for (const Update& u : graph.updates)
      out_ += indent_ + "update " + name_of(u.variable) + " = " + name_of(u.value) + "\n";
    return out_;
  }

 private:
  std::string name_of(const Tensor& t) const {
    if (!t.valid()) return "%none";
    const std::string node = "%" + std::to_string(numbers_.at(t.node()));
    return t.index() == 0 ? node : node + "." + std::to_string(t.index());
  }

  /// The path, and which one it is if other variables have the same path.
  std::string name_of(const Variable& variable) {
    std::vector<const VariableState*>& known = variables_[variable.path()];
    std::size_t i = 0;
    while (i < known.size() && known[i] != &variable.state()) ++i;
    if (i == known.size()) known.push_back(&variable.state());
    return in_quotes(variable.path()) + (i == 0 ? "" : "#" + std::to_string(i));
  }

  std::string names_of(const Tensors& tensors) const {
    std::string out;
    for (const Tensor& t : tensors) out += (out.empty() ? "" : ", ") + name_of(t);
    return out;
  }

  void line(const Node& node) {
    out_ += indent_ + "%" + std::to_string(numbers_.at(&node)) + " = " + node.op->name;
    if (const auto* variable = std::get_if<Variable>(&node.payload)) out_ += " " + name_of(*variable);
    if (const auto* callable = std::get_if<std::shared_ptr<const Callable>>(&node.payload))
      out_ += " " + in_quotes((*callable)->name());
    if (!node.op->has(kLeaf)) out_ += "(" + names_of(node.inputs) + ")";
    out_ += text_of(node.attributes) + " :";
    for (std::size_t i = 0; i < node.outputs.size(); ++i) out_ += (i == 0 ? " " : ", ") + node.outputs[i].str();
    if (const auto* body = std::get_if<std::shared_ptr<const Graph>>(&node.payload)) {
      out_ += " {\n" + Printer(indent_ + "  ")(**body) + indent_ + "}";
    }
    out_ += "\n";
  }

  void list(const char* word, const Tensors& tensors) {
    if (!tensors.empty()) out_ += indent_ + word + " " + names_of(tensors) + "\n";
  }

  std::string indent_;
  std::string out_;
  std::unordered_map<const Node*, std::size_t> numbers_;
  std::unordered_map<std::string, std::vector<const VariableState*>> variables_;
};

}  // namespace

std::string print(const Graph& graph) { return Printer("")(graph); }

}  // namespace glia::detail
