#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>

#include "glia/base/error.hpp"
#include "glia/graph/graph.hpp"

namespace glia::detail {
namespace {

constexpr std::int64_t kLargest = std::int64_t{1} << 62;
constexpr int kDeepest = 16;  // regions inside regions

/// Reads what print() writes.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Graph operator()() {
    Graph graph = region(0);
    if (position_ < text_.size()) fail("A graph ends after its last line");
    verify(graph);
    return graph;
  }

 private:
  struct Names {
    std::map<std::string, std::shared_ptr<Node>, std::less<>> nodes;
    std::map<std::string, Variable, std::less<>> variables;
  };

  [[noreturn]] void fail(const std::string& rule) const {
    const std::size_t end = std::min(text_.find('\n', position_), text_.size());
    const auto line =
        1 +
        std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(std::min(position_, text_.size())), '\n');
    throw ValueError(
        {.where = "graph text, line " + std::to_string(line),
         .rule = rule,
         .received = "\"" + std::string(text_.substr(position_, std::min<std::size_t>(end - position_, 40))) + "\""});
  }

  void skip_blanks() {
    while (position_ < text_.size() && text_[position_] == ' ') ++position_;
  }
  bool accept(std::string_view token) {
    skip_blanks();
    if (text_.substr(position_, token.size()) != token) return false;
    position_ += token.size();
    return true;
  }
  void expect(std::string_view token) {
    if (!accept(token))
      fail("The text has " + std::string(token == "\n" ? "the end of the line" : "'" + std::string(token) + "'") +
           " here");
  }
  std::string word(std::string_view more = "") {
    skip_blanks();
    const std::size_t start = position_;
    while (position_ < text_.size() &&
           (std::isalnum(static_cast<unsigned char>(text_[position_])) != 0 || text_[position_] == '_' ||
            more.find(text_[position_]) != std::string_view::npos)) {
      ++position_;
    }
    if (start == position_) fail("The text has a word or number here");
    return std::string(text_.substr(start, position_ - start));
  }
  template <class T>
  T number(std::string_view token) const {
    T value{};
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
    if (error != std::errc{} || end != token.data() + token.size()) fail("A number has only digits and fits its type");
    return value;
  }
  std::string quoted() {
    expect("\"");
    std::string out;
    while (true) {
      if (position_ >= text_.size()) fail("A text ends with a quotation mark");
      char c = text_[position_++];
      if (c == '"') return out;
      if (c == '\\') {
        if (position_ >= text_.size()) fail("A text ends with a quotation mark");
        c = text_[position_++];
        if (c == 'n') c = '\n';
      }
      out += c;
    }
  }

  Attribute attribute() {
    skip_blanks();
    if (text_.substr(position_, 1) == "\"") return quoted();
    if (accept("[")) {
      std::vector<std::int64_t> values;
      while (!accept("]")) {
        if (!values.empty()) expect(",");
        values.push_back(number<std::int64_t>(word("-")));
        if (values.back() > kLargest || values.back() < -kLargest) fail("A size is at most 2^62");
      }
      return values;
    }
    const std::string token = word("-+.");
    if (token.find_first_not_of("-0123456789") == std::string::npos) return number<std::int64_t>(token);
    return number<double>(token);
  }

  Attributes attributes() {
    Attributes out;
    if (!accept("{")) return out;
    while (!accept("}")) {
      if (!out.entries().empty()) expect(",");
      const std::string name = word();
      expect("=");
      out.set(name, attribute());
    }
    return out;
  }

  std::int64_t dim() {
    std::string token = word();
    const bool symbolic = token.back() == 'n';
    if (symbolic) token.pop_back();
    const auto size = token.empty() ? 1 : number<std::int64_t>(token);
    if (size > kLargest || (symbolic && size == 0))
      fail("A size is at most 2^62, and a multiple of the batch at least 1");
    return symbolic ? -size : size;
  }

  Spec stated_spec() {
    Spec out;
    out.dtype = DType(word());
    expect("[");
    while (!accept("]")) {
      if (out.shape.rank() > 0) expect(",");
      out.shape.push_back(dim());
    }
    if (text_.substr(position_, 1) == "p") {
      ++position_;
      out.layout = Layout::panels;
    }
    return out;
  }

  Tensor value(const Names& names) {
    expect("%");
    const auto node = names.nodes.find(word());
    if (node == names.nodes.end()) fail("A value is used after the line that makes it");
    std::size_t index = 0;
    if (text_.substr(position_, 1) == ".") {
      ++position_;
      index = number<std::size_t>(word());
    }
    if (index >= node->second->outputs.size()) fail("A value is an output that its node has");
    return Tensor(node->second, static_cast<int>(index));
  }

  Tensors values(const Names& names, std::string_view end) {
    Tensors out;
    while (!accept(end)) {
      if (!out.empty()) expect(",");
      out.push_back(value(names));
    }
    return out;
  }

  /// Variables of one name are one variable: a fresh one, with zeros.
  std::string variable_name() {
    std::string out = quoted();
    if (text_.substr(position_, 1) == "#") {
      ++position_;
      out += '\0' + word();
    }
    return out;
  }

  const Op& op_named(const std::string& name) const {
    for (const Op* op : {&op_parameter, &op_variable, &op_constant, &op_array, &op_fused}) {
      if (name == op->name) return *op;
    }
    if (const Op* op = find_op(name)) return *op;
    if (name == op_call.name) {
      throw UnsupportedError({.where = "graph text",
                              .rule = "A call holds a layer, which text cannot bring back",
                              .hint = "Expand the calls before you print the graph"});
    }
    std::vector<std::string_view> known;
    for (const Op* op : all_ops()) known.emplace_back(op->name);
    throw ValueError({.where = "graph text",
                      .rule = "There is no operation '" + name + "'",
                      .hint = nearest_names(name, known.data(), known.size())});
  }

  void node_line(Names& names, int depth) {
    const std::string name = word();
    expect("=");
    auto node = std::make_shared<Node>();
    node->op = &op_named(word());
    std::string variable;
    if (node->op == &op_variable) variable = variable_name();
    if (!node->op->has(kLeaf)) {
      expect("(");
      node->inputs = values(names, ")");
      if (node->op->arity >= 0 && static_cast<std::size_t>(node->op->arity) != node->inputs.size()) {
        fail("The operation takes " + std::to_string(node->op->arity) + " inputs");
      }
    }
    node->attributes = attributes();
    expect(":");
    do node->outputs.push_back(stated_spec());
    while (accept(","));
    const Spec& spec = node->outputs[0];
    if (node->op == &op_variable) {
      Variable& known = names.variables[variable];
      if (!known.valid()) known = Variable(variable.substr(0, variable.find('\0')), spec.shape, spec.dtype);
      if (!(known.shape() == spec.shape) || known.dtype() != spec.dtype) fail("A variable has one shape and dtype");
      node->payload = known;
    }
    if (node->op == &op_array) node->payload = Array(spec.shape, spec.dtype);
    if (node->op == &op_constant) node->attributes.real("value");  // throws if it has none
    if (node->op == &op_parameter) node->attributes.integer("index");
    if (node->op->has(kRegion)) {
      expect("{");
      expect("\n");
      if (depth >= kDeepest) fail("Regions are at most 16 deep");
      auto body = std::make_shared<Graph>(region(depth + 1));
      const bool fused = node->op == &op_fused;
      if (fused && (body->parameters.size() != node->inputs.size() || body->results.size() != node->outputs.size())) {
        fail("A fused region has one parameter for each input and one result for each output");
      }
      node->payload = std::shared_ptr<const Graph>(std::move(body));
      expect("}");
    }
    expect("\n");
    if (!names.nodes.emplace(name, std::move(node)).second) fail("Every value is made once");
  }

  Graph region(int depth) {
    Graph graph;
    Names names;
    while (true) {
      if (accept("%")) {
        node_line(names, depth);
      } else if (accept("parameters ")) {
        graph.parameters = values(names, "\n");
      } else if (accept("results ")) {
        graph.results = values(names, "\n");
      } else if (accept("update ")) {
        const std::string name = variable_name();
        expect("=");
        const Tensor to = value(names);
        Variable& known = names.variables[name];
        if (!known.valid()) known = Variable(name.substr(0, name.find('\0')), to.shape(), to.dtype());
        graph.updates.push_back({known, to});
        expect("\n");
      } else {
        return graph;
      }
    }
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace

Graph parse(std::string_view text) { return Parser(text)(); }

}  // namespace glia::detail
