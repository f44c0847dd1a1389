#include "testing/value_of.hpp"

#include "glia/passes/expand.hpp"
#include "testing/evaluate.hpp"

namespace glia::tests {

Array value_of(const Tensor& t, detail::Trace& trace) {
  detail::Graph graph;
  graph.results = detail::expand({t}, trace);
  return evaluate(graph, {}).at(0);
}

Array value_of(const Tensor& t) {
  detail::Trace trace;
  return value_of(t, trace);
}

Array run_layer(const Layer& layer, const Array& x, bool training) {
  detail::Trace trace;
  trace.training = training;
  return value_of(layer(Tensor(x)), trace);
}

Array run_layer(const Layer& layer, const std::vector<Array>& xs) {
  return value_of(layer(Tensors(xs.begin(), xs.end())));
}

std::vector<double> numbers(const Array& array) { return {array.begin(), array.end()}; }

}  // namespace glia::tests
