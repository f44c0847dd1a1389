#include "testing/evaluate.hpp"

#include <unordered_map>

#include "glia/backends/reference/reference.hpp"

namespace glia::tests {

std::vector<Array> evaluate(const detail::Graph& graph, const std::vector<Array>& parameters, std::int64_t rows) {
  using namespace detail;
  std::unordered_map<const Node*, std::vector<Array>> values;
  const auto value = [&](const Tensor& t) { return values.at(t.node())[static_cast<std::size_t>(t.index())]; };
  for (const Node* node : graph.order()) {
    std::vector<Array>& out = values[node];
    if (node->op == &op_parameter) {
      out = {parameters[static_cast<std::size_t>(node->attributes.integer("index"))]};
    } else if (node->op == &op_array) {
      out = {std::get<Array>(node->payload)};
    } else if (node->op == &op_variable) {
      out = {std::get<Variable>(node->payload).value()};
    } else if (node->op == &op_constant) {
      out = {Array(Shape{}, node->outputs[0].dtype)};
      out[0].set(0, node->attributes.real("value"));
    } else {
      std::vector<Array> in;
      for (const Tensor& input : node->inputs) in.push_back(value(input));
      for (const Spec& s : node->outputs) out.emplace_back(s.shape.at(rows), s.dtype);
      run_reference(*node, in, out);
    }
  }
  std::vector<Array> results;
  for (const Tensor& r : graph.results) results.push_back(value(r));
  return results;
}

}  // namespace glia::tests
