#include "glia/base/error.hpp"
#include "glia/model/sample_graph.hpp"
#include "glia/passes/pipeline.hpp"

namespace glia {
namespace detail {
namespace {

Graph graph_for(ModelState& model, const GraphOptions& options) {
  constexpr std::int64_t kRows = 32;
  model.require_built("its graph is shown");
  if (options.of == "layers") return {model.inputs, model.outputs, {}};
  Graph graph;
  if (options.of == "predict") {
    graph = sample_predicting(model, kRows).graph;
  } else if (options.of == "fit") {
    model.require_compiled("the graph of fit() is shown");
    graph = sample_training(model, kRows).graph;
  } else {
    const std::string_view known[] = {"layers", "predict", "fit"};
    throw ValueError({.where = model.name,
                      .rule = "The graph of a model is that \"of\" its layers, of predict or of fit",
                      .received = "\"" + options.of + "\"",
                      .hint = nearest_names(options.of, known, std::size(known))});
  }
  return options.passes ? run_passes(graph, passes(), model.policy) : graph;
}

}  // namespace
}  // namespace detail

std::string Model::graph_text(const GraphOptions& options) const {
  return detail::print(detail::graph_for(*state_, options));
}
std::string Model::dot(const GraphOptions& options) const { return detail::dot(detail::graph_for(*state_, options)); }

}  // namespace glia
