// internal
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "glia/graph/node.hpp"
#include "glia/graph/node_map.hpp"

namespace glia::detail {

struct Update {
  Variable variable;
  Tensor value;
};

/// A function: parameters → results, and the updates that are committed together when it ends, in this order.
struct Graph {
  Tensors parameters;
  Tensors results;
  std::vector<Update> updates;

  /// Every node that results and updates need, inputs before their users, in a fixed order.
  std::vector<Node*> order() const;
};

/// Rewrites a graph bottom-up: `rule` gets a node whose inputs are already new and returns its new outputs, or an empty
/// list to keep the node (with its new inputs).
class Rewriter {
 public:
  using Rule = std::function<Tensors(const Node& old, const Tensors& inputs)>;
  explicit Rewriter(Rule rule) : rule_(std::move(rule)) {}
  Tensor operator()(const Tensor& t);
  Graph operator()(const Graph& graph);
  void bind(const Tensor& from, const Tensor& to);  ///< `from` becomes `to` wherever it is read

 private:
  Rule rule_;
  NodeMap<Tensors> done_;
  NodeSet seen_;
  Tensors keep_;  // old nodes stay alive while their address is a key
};

/// A copy of `old` with other inputs.
Tensors with_inputs(const Node& old, const Tensors& inputs);

/// Throws if a node's outputs are not what its op infers, or if an input is missing.
void verify(const Graph& graph);

/// Text form: one line a node, `%3 = add(%1, %2) : f32[None,10]`; regions are indented.
std::string print(const Graph& graph);
Graph parse(std::string_view text);
/// The Graphviz form.
std::string dot(const Graph& graph);
/// Equal for graphs of equal structure, constants, attributes and variables.
std::uint64_t structural_hash(const Graph& graph);

}  // namespace glia::detail
