// internal
#pragma once
#include <memory>
#include <span>
#include <string>
#include <unordered_set>

#include "glia/graph/graph.hpp"

namespace glia::detail {

/// A function of its own inside a node: what it reads besides its arguments has become parameters, too.
struct Region {
  std::shared_ptr<const Graph> body;  ///< parameters: the arguments, then one for each captured value
  Tensors captured;                   ///< values outside, in the order of their parameters
};

/// Makes a region of `results`, which were traced from the parameter nodes `arguments`. All that does not depend on an
/// argument stays outside and is captured, so that it is computed once; only numbers come along.
Region close_region(const Tensors& arguments, const Tensors& results);

/// While a region is traced: updates of states and losses would belong to no step in particular, and are refused.
class NoEffects {
 public:
  explicit NoEffects(std::string where);
  void check() const;  ///< an UnsupportedError if there were any

 private:
  std::string where_;
  std::size_t before_;
};

/// A ShapeError unless the parameters of a region are what it is given.
void require_given(const Graph& body, std::span<const Spec> given);

/// The nodes below `roots` that are made of constants alone: copies cost nothing.
std::unordered_set<const Node*> made_of_constants(const std::vector<Node*>& order);

/// The gradient of Σ ys·dys by each x, through nodes that are expanded already; invalid where none flows.
/// passes/grad.cpp defines it.
Tensors pull_back(const Tensors& ys, const Tensors& dys, const Tensors& xs);

}  // namespace glia::detail
