#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/vector_ops_convert.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <hwy/highway.h>

#include "glia/backends/cpu/vector_loop-inl.h"
#include "glia/backends/cpu/vector_ops.hpp"

// Conversions are exact or rounded once, so tails run one by one with the same bits.
HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

void from_u8(float* out, const std::uint8_t* in, std::int64_t n) {
  const Floats d;
  const hn::Rebind<std::int32_t, Floats> di;
  const hn::Rebind<std::uint8_t, Floats> du;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    hn::StoreU(hn::ConvertTo(d, hn::PromoteTo(di, hn::LoadU(du, in + i))), d, out + i);
  }
  for (; i < n; ++i) out[i] = static_cast<float>(in[i]);
}

void from_bool(float* out, const std::uint8_t* in, std::int64_t n) {
  const Floats d;
  const hn::Rebind<std::int32_t, Floats> di;
  const hn::Rebind<std::uint8_t, Floats> du;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    const auto byte = hn::ConvertTo(d, hn::PromoteTo(di, hn::LoadU(du, in + i)));
    hn::StoreU(hn::Min(byte, hn::Set(d, 1.0f)), d, out + i);
  }
  for (; i < n; ++i) out[i] = in[i] != 0 ? 1.0f : 0.0f;
}

void from_i32(float* out, const std::int32_t* in, std::int64_t n) {
  const Floats d;
  const hn::Rebind<std::int32_t, Floats> di;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) hn::StoreU(hn::ConvertTo(d, hn::LoadU(di, in + i)), d, out + i);
  for (; i < n; ++i) out[i] = static_cast<float>(in[i]);
}

// AVX2 has no vector form of this conversion; the scalar one takes a cycle.
void from_i64(float* out, const std::int64_t* in, std::int64_t n) {
  for (std::int64_t i = 0; i < n; ++i) out[i] = static_cast<float>(in[i]);
}

void to_bool(std::uint8_t* out, const float* in, std::int64_t n) {
  for (std::int64_t i = 0; i < n; ++i) out[i] = in[i] != 0.0f ? 1 : 0;
}

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(from_u8);
HWY_EXPORT(from_bool);
HWY_EXPORT(from_i32);
HWY_EXPORT(from_i64);
HWY_EXPORT(to_bool);

void load_u8(float* out, const std::uint8_t* in, std::int64_t n) { HWY_DYNAMIC_DISPATCH(from_u8)(out, in, n); }
void load_bool(float* out, const std::uint8_t* in, std::int64_t n) { HWY_DYNAMIC_DISPATCH(from_bool)(out, in, n); }
void load_i32(float* out, const std::int32_t* in, std::int64_t n) { HWY_DYNAMIC_DISPATCH(from_i32)(out, in, n); }
void load_i64(float* out, const std::int64_t* in, std::int64_t n) { HWY_DYNAMIC_DISPATCH(from_i64)(out, in, n); }
void store_bool(std::uint8_t* out, const float* in, std::int64_t n) { HWY_DYNAMIC_DISPATCH(to_bool)(out, in, n); }

}  // namespace glia::detail::cpu
#endif
