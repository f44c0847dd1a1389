// internal
#pragma once
#include <array>
#include <vector>

#include "glia/backends/cpu/body_match.hpp"
#include "glia/backends/cpu/row_activations.hpp"
#include "glia/graph/graph.hpp"

/// What hand-written kernels are told by: a pattern of operations, and what runs instead of them.
namespace glia::detail::cpu::hand {

/// The operands of one block by their roles in a pattern; scalars are read already.
struct Block {
  std::array<FloatBlock, kMaxRoles> in;
  std::array<float, kMaxRoles> scalar{};
  std::array<FloatBlockOut, kMaxResults> out;
  std::int64_t rows = 1, columns = 0;
};

struct Rule {
  Graph pattern;
  void (*run)(const Block& block);
};
using Rules = std::vector<Rule>;

// Patterns are written with the operations that layers and optimizers use. An operand of the body's shape, a row, a
// scalar (see match_body); all patterns share these nodes, which stay for good.
Tensor whole(std::size_t role);
Tensor row(std::size_t role);
Tensor scalar(std::size_t role);
Tensor number(double value);
Graph results(Tensors tensors);

/// Steps of recurrent cells and their gradients.
const Rules& cell_rules();

}  // namespace glia::detail::cpu::hand
