// Loops that run a vector function over arrays of any length. Included once per Highway target.
#if defined(GLIA_BACKENDS_CPU_VECTOR_LOOP_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_BACKENDS_CPU_VECTOR_LOOP_INL_H
#undef GLIA_BACKENDS_CPU_VECTOR_LOOP_INL_H
#else
#define GLIA_BACKENDS_CPU_VECTOR_LOOP_INL_H
#endif

#include <cstdint>
#include <cstring>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::ScalableTag<float>;
using FloatVec = hn::Vec<Floats>;
using FloatMask = hn::Mask<Floats>;

// The first `count` lanes (0 < count < lanes) from memory, zeros above; nothing beyond them is read. AVX2 and AVX-512
// mask in hardware; elsewhere Highway's MaskedLoad reads the whole vector, so those lanes pass through a buffer.
HWY_INLINE FloatVec load_first(Floats d, const float* from, std::int64_t count) {
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
  return hn::MaskedLoad(hn::FirstN(d, static_cast<std::size_t>(count)), d, from);
#else
  HWY_ALIGN float buffer[hn::MaxLanes(Floats())] = {};
  std::memcpy(buffer, from, static_cast<std::size_t>(count) * sizeof(float));
  return hn::Load(d, buffer);
#endif
}

HWY_INLINE void store_first(FloatVec v, Floats d, float* to, std::int64_t count) {
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
  hn::BlendedStore(v, hn::FirstN(d, static_cast<std::size_t>(count)), d, to);
#else
  HWY_ALIGN float buffer[hn::MaxLanes(Floats())];
  hn::Store(v, d, buffer);
  std::memcpy(to, buffer, static_cast<std::size_t>(count) * sizeof(float));
#endif
}

// run(i, load, store) for each vector of `columns`, the last of which may be cut: for what reads and writes many
// arrays.
template <class F>
HWY_INLINE void each_vector(Floats d, std::int64_t columns, const F& run) {
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= columns; i += lanes) {
    run(
        i, [d](const float* p) HWY_ATTR { return hn::LoadU(d, p); },
        [d](FloatVec v, float* p) HWY_ATTR { hn::StoreU(v, d, p); });
  }
  if (i < columns) {
    const std::int64_t rest = columns - i;
    run(
        i, [d, rest](const float* p) HWY_ATTR { return load_first(d, p, rest); },
        [d, rest](FloatVec v, float* p) HWY_ATTR { store_first(v, d, p, rest); });
  }
}

// NaN differs from everything; Highway's own Ne is false for NaN on AVX.
HWY_INLINE FloatMask differ(FloatVec a, FloatVec b) { return hn::Not(hn::Eq(a, b)); }

// The tail goes through the same vector code as the body: an element's bits do not depend on where it stands.
template <class F>
void unary(float* out, const float* a, const float*, const float*, std::int64_t n) {
  const Floats d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) hn::StoreU(F::run(d, hn::LoadU(d, a + i)), d, out + i);
  if (i < n) store_first(F::run(d, load_first(d, a + i, n - i)), d, out + i, n - i);
}

template <class F>
void binary(float* out, const float* a, const float* b, const float*, std::int64_t n) {
  const Floats d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) hn::StoreU(F::run(d, hn::LoadU(d, a + i), hn::LoadU(d, b + i)), d, out + i);
  if (i < n) {
    const std::int64_t rest = n - i;
    store_first(F::run(d, load_first(d, a + i, rest), load_first(d, b + i, rest)), d, out + i, rest);
  }
}

template <class F>
void ternary(float* out, const float* a, const float* b, const float* c, std::int64_t n) {
  const Floats d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    hn::StoreU(F::run(d, hn::LoadU(d, a + i), hn::LoadU(d, b + i), hn::LoadU(d, c + i)), d, out + i);
  }
  if (i < n) {
    const std::int64_t rest = n - i;
    store_first(F::run(d, load_first(d, a + i, rest), load_first(d, b + i, rest), load_first(d, c + i, rest)), d,
                out + i, rest);
  }
}

}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
