#pragma once
#include <cstdint>
#include <random>
#include <vector>

#include "glia/graph/graph.hpp"

namespace glia::tests {

/// A small graph of elementwise ops, broadcasts, reductions, products and shape changes, drawn from `seed`: two
/// parameters with a symbolic batch, five variables, two results, the gradients of a loss, and updates of the
/// variables, some of which read each other. Numbers stay near 1, whatever the depth.
struct RandomGraph {
  detail::Graph graph;
  std::vector<Variable> variables;
  std::vector<Array> initial;  ///< of the variables

  RandomGraph(std::uint64_t seed, DType dtype);
  /// The same graph in f64 and on its own variables is RandomGraph(seed, f64).
  std::vector<Array> parameters(std::int64_t rows) const;
  void reset();  ///< gives the variables their first numbers

 private:
  void add_updates(const std::vector<detail::Update>& updates);
  std::uint64_t seed_;
  DType dtype_;
};

}  // namespace glia::tests
