// internal
#pragma once
#include <vector>

#include "glia/graph/graph.hpp"
#include "glia/graph/node_map.hpp"

namespace glia::detail {

/// Which nodes of a graph become one fused node, numbered; a group may be empty.
class Groups {
 public:
  explicit Groups(const Graph& graph);
  /// Number of the group that holds a node, or −1.
  int group_of(const Node* node) const;
  /// The nodes of the graph, inputs first.
  const std::vector<Node*>& order() const { return order_; }
  std::vector<std::vector<Node*>> all() const;

 private:
  std::vector<Node*> order_;
  NodeMap<std::size_t> position_;  // in order_
  std::vector<int> group_;         // by position
  std::size_t count_ = 0;
};

}  // namespace glia::detail
