#include "glia/backends/cpu/hand_fused.hpp"

namespace glia::detail::cpu {

HandFused::~HandFused() = default;

std::unique_ptr<HandFused> match_hand_fused(const Graph&, const std::vector<TileProgram::Load>&) { return nullptr; }

}  // namespace glia::detail::cpu
