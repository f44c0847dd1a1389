#include "glia/base/error.hpp"
#include "glia/model/model_state.hpp"
#include "glia/passes/expand.hpp"

namespace glia {
namespace detail {
namespace {

constexpr std::size_t kPrograms = 32;
constexpr std::int64_t kMostBytes = 1 << 20;  // of one program; what works on more is planned quickly in comparison

/// An expression as a function of its numbers, so that equal expressions of other numbers share one program.
struct Expression {
  Graph graph;
  std::vector<Array> numbers;  // of the parameters

  explicit Expression(const Tensors& roots) {
    Rewriter rewrite([&](const Node& node, const Tensors&) -> Tensors {
      if (const auto* array = std::get_if<Array>(&node.payload)) return {as_parameter(*array)};
      if (const auto* variable = std::get_if<Variable>(&node.payload)) return {as_parameter(variable->value())};
      return {};
    });
    graph.results = {rewrite(roots[0])};
  }

 private:
  Tensor as_parameter(const Array& array) {
    numbers.push_back(array);
    graph.parameters.push_back(
        parameter(static_cast<std::int64_t>(graph.parameters.size()), {array.shape(), array.dtype()}));
    return graph.parameters.back();
  }
};

std::shared_ptr<const Program> program_for(const Graph& graph) {
  static auto* const cache = new ProgramCache(kPrograms);  // never destroyed: other statics may evaluate as they end
  const std::string key = std::to_string(structural_hash(graph));
  if (auto known = cache->find(key)) return known;
  auto program = compile_graph(graph, 1, -1);
  if (program->arena_bytes() + program->scratch_bytes() <= kMostBytes) cache->insert(key, program);
  return program;
}

}  // namespace
}  // namespace detail

Array Tensor::eval() const {
  if (!valid()) throw ValueError({.where = "eval", .rule = "An empty Tensor has no value"});
  if (detail::is(*this, detail::op_array)) return std::get<Array>(node()->payload);
  const Tensors expanded = detail::expand_in_current_trace({*this});
  for (const detail::Node* node : detail::Graph{{}, expanded, {}}.order()) {
    if (node->op != &detail::op_parameter) continue;
    throw ValueError({.where = "eval",
                      .rule = "The tensor depends on an input of a model, which has no value outside of a run",
                      .received = node->outputs[0].str(),
                      .hint = "Make a Model from the input to this tensor and call predict()"});
  }
  const detail::Expression expression(expanded);
  std::vector<const void*> parameters;
  for (const Array& a : expression.numbers) parameters.push_back(a.raw());
  Array out(shape(), dtype());
  void* result = out.raw();
  detail::program_for(expression.graph)->run({.parameters = parameters, .results = {&result, 1}, .rows = 1});
  return out;
}

}  // namespace glia
