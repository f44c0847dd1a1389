// internal
#pragma once
#include "glia/backends/cpu/row_activations.hpp"

namespace glia::detail::cpu {

/// gelu(v) = ½·v·(1 + erf(v/√2)) of v = x [+ bias], a row that is added to each row.
struct GeluRows {
  FloatBlock x{}, dy{};         ///< dy: the gradient by the result, for gelu_gradient()
  const float* bias = nullptr;  ///< nullptr if there is none
  FloatBlockOut sum{};          ///< v, if data is not nullptr
  FloatBlockOut out{};
};

// The bits are those of the micro-ops of the composition run one after the other. `out` may be an input.

/// out = gelu(v)
void gelu_forward(const GeluRows& all, std::int64_t rows, std::int64_t columns);
/// out = dy · gelu'(v)
void gelu_gradient(const GeluRows& all, std::int64_t rows, std::int64_t columns);

}  // namespace glia::detail::cpu
