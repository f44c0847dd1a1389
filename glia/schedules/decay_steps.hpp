// internal
#pragma once
#include <string>

#include "glia/graph/tensor.hpp"

namespace glia::detail {

/// step / decay_steps, rounded down if staircase; a ValueError unless decay_steps > 0.
Tensor decay_progress(const std::string& where, const Tensor& step, double decay_steps, bool staircase);
void require_decay_steps(const std::string& where, double decay_steps);

}  // namespace glia::detail
