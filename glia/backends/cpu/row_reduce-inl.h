// Sixteen partial results a row on every instruction set, so that all give the same bits. Included once per target.
#if defined(GLIA_BACKENDS_CPU_ROW_REDUCE_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_BACKENDS_CPU_ROW_REDUCE_INL_H
#undef GLIA_BACKENDS_CPU_ROW_REDUCE_INL_H
#else
#define GLIA_BACKENDS_CPU_ROW_REDUCE_INL_H
#endif

#include <cstdint>
#include <hwy/highway.h>

#include "glia/backends/cpu/vector_loop-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {

constexpr std::int64_t kWidth = 16;
constexpr std::int64_t kLanes = static_cast<std::int64_t>(hn::MaxLanes(Floats()));
constexpr std::int64_t kParts = kWidth / kLanes;
static_assert(kParts * kLanes == kWidth, "a vector of at most 16 floats divides a chunk");

struct Chunk {
  FloatVec part[kParts];
};

HWY_INLINE Chunk fill_chunk(Floats d, float x) {
  Chunk c;
  for (std::int64_t k = 0; k < kParts; ++k) c.part[k] = hn::Set(d, x);
  return c;
}

HWY_INLINE Chunk load_chunk(Floats d, const float* from) {
  Chunk c;
  for (std::int64_t k = 0; k < kParts; ++k) c.part[k] = hn::LoadU(d, from + k * kLanes);
  return c;
}

// 0 < count < 16 values, `pad` behind them.
HWY_INLINE Chunk load_chunk_first(Floats d, const float* from, std::int64_t count, float pad) {
  Chunk c;
  for (std::int64_t k = 0; k < kParts; ++k) {
    const std::int64_t rest = count - k * kLanes;
    if (rest >= kLanes) {
      c.part[k] = hn::LoadU(d, from + k * kLanes);
    } else if (rest > 0) {
      const auto mask = hn::FirstN(d, static_cast<std::size_t>(rest));
      c.part[k] = hn::IfThenElse(mask, load_first(d, from + k * kLanes, rest), hn::Set(d, pad));
    } else {
      c.part[k] = hn::Set(d, pad);
    }
  }
  return c;
}

HWY_INLINE void store_chunk_first(const Chunk& c, Floats d, float* to, std::int64_t count) {
  for (std::int64_t k = 0; k < kParts; ++k) {
    const std::int64_t rest = count - k * kLanes;
    if (rest >= kLanes) {
      hn::StoreU(c.part[k], d, to + k * kLanes);
    } else if (rest > 0) {
      store_first(c.part[k], d, to + k * kLanes, rest);
    }
  }
}

struct Plus {
  template <class V>
  static HWY_INLINE V run(V a, V b) {
    return hn::Add(a, b);
  }
};
struct Larger {  // NaN wins
  template <class V>
  static HWY_INLINE V run(V a, V b) {
    return hn::IfThenElse(hn::Or(hn::Gt(a, b), hn::IsNaN(a)), a, b);
  }
};

#if HWY_TARGET == HWY_SCALAR
template <class Op, class Tag>
HWY_INLINE float fold(Tag, hn::Vec<Tag> v) {
  return hn::GetLane(v);
}
#else
template <class Op, class Tag>
HWY_INLINE float fold(Tag, hn::Vec<Tag> v) {
  if constexpr (hn::MaxLanes(Tag()) > 4) {
    const hn::Half<Tag> half;
    return fold<Op>(half, Op::run(hn::LowerHalf(half, v), hn::UpperHalf(half, v)));
  } else {
    const auto pairs = Op::run(v, hn::Shuffle1032(v));
    return hn::GetLane(Op::run(pairs, hn::Shuffle2301(pairs)));
  }
}
#endif

// Lane i joins lane i + 8, then i + 4, i + 2, i + 1.
template <class Op>
HWY_INLINE float fold_chunk(Floats d, Chunk c) {
  for (std::int64_t width = kParts / 2; width > 0; width /= 2) {
    for (std::int64_t k = 0; k < width; ++k) c.part[k] = Op::run(c.part[k], c.part[k + width]);
  }
  return fold<Op>(d, c.part[0]);
}

template <class Op>
HWY_INLINE void join(Chunk& into, const Chunk& other) {
  for (std::int64_t k = 0; k < kParts; ++k) into.part[k] = Op::run(into.part[k], other.part[k]);
}

template <class Op>
HWY_INLINE float reduce_row(const float* x, std::int64_t n, float start) {
  const Floats d;
  Chunk total = fill_chunk(d, start);
  std::int64_t i = 0;
  for (; i + kWidth <= n; i += kWidth) join<Op>(total, load_chunk(d, x + i));
  if (i < n) join<Op>(total, load_chunk_first(d, x + i, n - i, start));
  return fold_chunk<Op>(d, total);
}

// f32 lanes alone would err by 10·2^-23·√n·rms at n = 100,000; blocks joined in double keep that factor below 1 for any
// n.
constexpr std::int64_t kRowBlock = 256;

// Σ of block(from, count) over the blocks of a row, in order.
template <class Block>
HWY_INLINE float sum_blocks(std::int64_t n, const Block& block) {
  if (n <= kRowBlock) return block.run(0, n);
  double total = 0.0;
  for (std::int64_t i = 0; i < n; i += kRowBlock) {
    total += static_cast<double>(block.run(i, n - i < kRowBlock ? n - i : kRowBlock));
  }
  return static_cast<float>(total);
}

}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
