// internal
#pragma once
#include <memory>
#include <span>

#include "glia/backends/cpu/tile_program.hpp"

namespace glia::detail::cpu {

/// A body for which a kernel was written by hand, with the bits of the tile program. `run` takes a block of rows ×
/// columns; it answers false if an operand does not lie as it needs, and the tile program then runs instead.
class HandFused {
 public:
  virtual ~HandFused();
  virtual bool run(const BlockOperand* in, void* const* out, const std::int64_t* out_row, std::int64_t rows,
                   std::int64_t columns) const = 0;
};

/// The hand-written kernel whose pattern the body is, or nullptr.
std::unique_ptr<HandFused> match_hand_fused(const Graph& body, const std::vector<TileProgram::Load>& loads);

}  // namespace glia::detail::cpu
