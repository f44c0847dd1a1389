#pragma once

#include <span>
#include <string_view>

#include "glia/backends/cpu/vector_ops.hpp"

namespace glia::detail::cpu {

struct NamedVectorOp {
  std::string_view name;
  VectorOp op;
};

using VectorOpGroup = std::span<const NamedVectorOp>;

// One group a source file, so that each compiles in seconds for all targets.
VectorOpGroup arithmetic_vector_ops();
VectorOpGroup comparison_vector_ops();
VectorOpGroup exponential_vector_ops();
VectorOpGroup logarithm_vector_ops();
VectorOpGroup trigonometric_vector_ops();

}  // namespace glia::detail::cpu
