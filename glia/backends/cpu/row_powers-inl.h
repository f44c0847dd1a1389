// Powers of e along a row and their sum. Included once per target.
#if defined(GLIA_BACKENDS_CPU_ROW_POWERS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_BACKENDS_CPU_ROW_POWERS_INL_H
#undef GLIA_BACKENDS_CPU_ROW_POWERS_INL_H
#else
#define GLIA_BACKENDS_CPU_ROW_POWERS_INL_H
#endif

#include <cstdint>
#include <hwy/highway.h>
#include <limits>

#include "glia/backends/cpu/row_reduce-inl.h"
#include "glia/backends/cpu/vector_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {

constexpr float kLowest = -std::numeric_limits<float>::infinity();

HWY_INLINE float scalar_log(float x) { return hn::GetLane(vector_log(Floats(), hn::Set(Floats(), x))); }

HWY_INLINE Chunk exp_chunk(Floats d, const Chunk& x, float shift) {
  Chunk e;
  for (std::int64_t k = 0; k < kParts; ++k) e.part[k] = exp_or_zero(d, hn::Sub(x.part[k], hn::Set(d, shift)));
  return e;
}

// Σ exp(x − shift) over a block; with kKeep the powers stay in `out`, which may be x.
template <bool kKeep>
struct BlockOfPowers {
  const float* x;
  float* out;
  float shift;
  HWY_INLINE float run(std::int64_t from, std::int64_t count) const {
    const Floats d;
    Chunk total = fill_chunk(d, 0.0f);
    std::int64_t i = from;
    const std::int64_t end = from + count;
    for (; i + kWidth <= end; i += kWidth) {
      const Chunk e = exp_chunk(d, load_chunk(d, x + i), shift);
      if (kKeep) store_chunk_first(e, d, out + i, kWidth);
      join<Plus>(total, e);
    }
    if (i < end) {
      const Chunk e = exp_chunk(d, load_chunk_first(d, x + i, end - i, kLowest), shift);
      if (kKeep) store_chunk_first(e, d, out + i, end - i);
      join<Plus>(total, e);
    }
    return fold_chunk<Plus>(d, total);
  }
};

template <bool kKeep>
HWY_INLINE float exp_sum(const float* x, std::int64_t n, float shift, float* out) {
  return sum_blocks(n, BlockOfPowers<kKeep>{x, out, shift});
}

}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
