// internal
#pragma once
#include "glia/backends/cpu/gemm.hpp"

namespace glia::detail::cpu {

/// gemm() with the numbers of A and B rounded to bfloat16: by AVX512-BF16 where the processor has it and GLIA_CPU
/// allows AVX-512, else rounded and multiplied in f32. Products are exact in f32 either way, sums round there.
void gemm_bf16(const GemmTile& tile);

/// Whether gemm() runs on AVX-512. hwy::SupportedTargets() would ask the processor anew, which takes longer than a
/// small product.
bool uses_avx512();

/// Whether gemm_bf16() has instructions for it here.
bool multiplies_bf16_fast();

/// The product by VDPBF16PS, for depth > 0. Adds pairs of products at once and takes denormal numbers for 0, so its
/// bits are its own. Only if the processor has AVX512-BF16.
void gemm_avx512_bf16(const GemmTile& tile);

}  // namespace glia::detail::cpu
