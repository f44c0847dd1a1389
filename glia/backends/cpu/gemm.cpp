#include "glia/backends/cpu/gemm.hpp"

// Four targets: every further one costs compile time for machines that run one of these well.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#define HWY_TARGET_INCLUDE "glia/backends/cpu/gemm.cpp"
// foreach_target.h comes first
// clang-format off
#include "hwy/foreach_target.h"
#include "glia/backends/cpu/gemm-inl.h"
// clang-format on

#if HWY_ONCE
#include "glia/backends/cpu/gemm_bf16.hpp"

namespace glia::detail::cpu {
HWY_EXPORT(run_gemm);
HWY_EXPORT(is_avx512);
void gemm(const GemmTile& tile) { tile.bf16 ? gemm_bf16(tile) : HWY_DYNAMIC_DISPATCH(run_gemm)(tile); }
bool uses_avx512() { return HWY_DYNAMIC_DISPATCH(is_avx512)(); }
}  // namespace glia::detail::cpu
#endif
