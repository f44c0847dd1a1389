#pragma once

#include <cstdint>
#include <string_view>

namespace glia::detail::cpu {

/// One SIMD micro-op of a fused elementwise group: out[i] = op(a[i], b[i], c[i]) for i < n.
/// Unary ops read `a` only, binary ops `a` and `b`; what is not read may be null. Pointers need no alignment, `out` may
/// equal an input. The bits of an element depend on its operands alone, never on its position or on n, and are the same
/// on all instruction sets that have fused multiply-add.
using VectorOp = void (*)(float* out, const float* a, const float* b, const float* c, std::int64_t n);

/// The micro-op of a graph op's name for the best instruction set of this processor, or nullptr if there is none.
/// Masks (comparisons, logical ops, isfinite) are 1 or 0; where is a != 0 ? b : c. NaN passes through every real
/// function, maximum, minimum and relu included.
VectorOp find_vector_op(std::string_view name);

void load_u8(float* out, const std::uint8_t* in, std::int64_t n);
void load_bool(float* out, const std::uint8_t* in, std::int64_t n);  // any byte but 0 is true
void load_i32(float* out, const std::int32_t* in, std::int64_t n);   // rounds to nearest
void load_i64(float* out, const std::int64_t* in, std::int64_t n);   // rounds to nearest
void store_bool(std::uint8_t* out, const float* in, std::int64_t n);

}  // namespace glia::detail::cpu
