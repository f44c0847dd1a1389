#include "glia/base/error.hpp"
#include "glia/model/model_state.hpp"
#include "glia/passes/expand.hpp"

namespace glia {

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
  Array out(shape(), dtype());
  void* result = out.raw();
  detail::compile_graph({{}, expanded, {}}, 1, -1)->run({.parameters = {}, .results = {&result, 1}, .rows = 1});
  return out;
}

}  // namespace glia
