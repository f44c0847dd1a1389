// internal
#pragma once
#include <string_view>

#include "glia/backends/cpu/vector_ops.hpp"

namespace glia::detail::cpu {

/// One loop for two operations: out = outer(inner(a, b), c), or outer(c, inner(a, b)) if the inner value is the
/// `second` operand; a unary inner one leaves b alone. Each rounds as its own micro-op does. nullptr if there is none:
/// inner is add, subtract, multiply, divide, square or sqrt, outer one of the first four.
VectorOp find_vector_pair(std::string_view inner, std::string_view outer, bool second);

}  // namespace glia::detail::cpu
