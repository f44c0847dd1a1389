#include "glia/backends/cpu/row_kernels.hpp"

#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/row_kernels.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <hwy/highway.h>
#include <limits>

#include "glia/backends/cpu/row_powers-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

// The first place of `value` in a row that holds it; of a NaN, if value is one.
HWY_INLINE std::int64_t first_place(const float* x, std::int64_t n, float value) {
  const Floats d;
  const bool is_nan = value != value;
  const FloatVec wanted = hn::Set(d, value);
  for (std::int64_t i = 0; i < n; i += kLanes) {
    const std::int64_t rest = n - i;
    const FloatVec v = rest >= kLanes ? hn::LoadU(d, x + i) : load_first(d, x + i, rest);
    const FloatMask hit = is_nan ? hn::IsNaN(v) : hn::Eq(v, wanted);
    const auto at = static_cast<std::int64_t>(hn::FindFirstTrue(d, hit));
    if (at >= 0 && at < rest) return i + at;
  }
  return 0;
}

void argmax(const Rows& x, std::int64_t* out) {
  for (std::int64_t r = 0; r < x.rows; ++r) {
    const float* row = x.data + r * x.stride;
    out[r] = first_place(row, x.columns, reduce_row<Larger>(row, x.columns, kLowest));
  }
}

struct DivideBy {
  FloatVec divisor;
  HWY_INLINE FloatVec run(FloatVec v) const { return hn::Div(v, divisor); }
};
struct DivideAndScale {
  FloatVec divisor;
  FloatVec scale;
  HWY_INLINE FloatVec run(FloatVec v) const { return hn::Mul(hn::Div(v, divisor), scale); }
};
struct SubtractBoth {
  FloatVec first;
  FloatVec second;
  HWY_INLINE FloatVec run(FloatVec v) const { return hn::Sub(hn::Sub(v, first), second); }
};

template <class F>
HWY_INLINE void map_row(const float* x, float* out, std::int64_t n, const F& f) {
  const Floats d;
  std::int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) hn::StoreU(f.run(hn::LoadU(d, x + i)), d, out + i);
  if (i < n) store_first(f.run(load_first(d, x + i, n - i)), d, out + i, n - i);
}

void softmax(const Rows& x, const RowsOut& out) {
  for (std::int64_t r = 0; r < x.rows; ++r) {
    const float* row = x.data + r * x.stride;
    float* to = out.data + r * out.stride;
    const float sum = exp_sum<true>(row, x.columns, reduce_row<Larger>(row, x.columns, kLowest), to);
    map_row(to, to, x.columns, DivideBy{hn::Set(Floats(), sum)});
  }
}

void log_softmax(const Rows& x, const RowsOut& out) {
  const Floats d;
  for (std::int64_t r = 0; r < x.rows; ++r) {
    const float* row = x.data + r * x.stride;
    const float max = reduce_row<Larger>(row, x.columns, kLowest);
    const float log = scalar_log(exp_sum<false>(row, x.columns, max, nullptr));
    map_row(row, out.data + r * out.stride, x.columns, SubtractBoth{hn::Set(d, max), hn::Set(d, log)});
  }
}

void log_sum_exp(const Rows& x, float* out) {
  for (std::int64_t r = 0; r < x.rows; ++r) {
    const float* row = x.data + r * x.stride;
    const float max = reduce_row<Larger>(row, x.columns, kLowest);
    const bool finite = max > kLowest && max < -kLowest;
    out[r] = finite ? max + scalar_log(exp_sum<false>(row, x.columns, max, nullptr)) : max;
  }
}

template <class Label>
HWY_INLINE void cross_entropy(const Rows& x, const Label* labels, const CrossEntropyOut& out) {
  const Floats d;
  for (std::int64_t r = 0; r < x.rows; ++r) {
    const float* row = x.data + r * x.stride;
    const auto label = static_cast<std::int64_t>(labels[r]);
    const bool valid = label >= 0 && label < x.columns;
    const float max = reduce_row<Larger>(row, x.columns, kLowest);
    // Before the gradient is written, which may lie over the logits.
    const float logit = valid ? row[label] : std::numeric_limits<float>::quiet_NaN();
    if (out.correct != nullptr) out.correct[r] = valid && first_place(row, x.columns, max) == label ? 1.0f : 0.0f;
    float sum = 0.0f;
    if (out.gradient.data != nullptr) {
      float* to = out.gradient.data + r * out.gradient.stride;
      const float scale = out.scale != nullptr ? out.scale[r] : 1.0f;
      sum = exp_sum<true>(row, x.columns, max, to);
      const float at_label = valid ? to[label] : 0.0f;
      map_row(to, to, x.columns, DivideAndScale{hn::Set(d, sum), hn::Set(d, scale)});
      if (valid) to[label] = (at_label / sum - 1.0f) * scale;
    } else if (out.loss != nullptr) {
      sum = exp_sum<false>(row, x.columns, max, nullptr);
    }
    if (out.loss != nullptr) out.loss[r] = scalar_log(sum) - (logit - max);
  }
}

void cross_entropy_u8(const Rows& x, const std::uint8_t* labels, const CrossEntropyOut& out) {
  cross_entropy(x, labels, out);
}
void cross_entropy_i32(const Rows& x, const std::int32_t* labels, const CrossEntropyOut& out) {
  cross_entropy(x, labels, out);
}
void cross_entropy_i64(const Rows& x, const std::int64_t* labels, const CrossEntropyOut& out) {
  cross_entropy(x, labels, out);
}

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(argmax);
HWY_EXPORT(softmax);
HWY_EXPORT(log_softmax);
HWY_EXPORT(log_sum_exp);
HWY_EXPORT(cross_entropy_u8);
HWY_EXPORT(cross_entropy_i32);
HWY_EXPORT(cross_entropy_i64);

void row_argmax(const Rows& x, std::int64_t* out) { HWY_DYNAMIC_DISPATCH(argmax)(x, out); }
void row_softmax(const Rows& x, const RowsOut& out) { HWY_DYNAMIC_DISPATCH(softmax)(x, out); }
void row_log_softmax(const Rows& x, const RowsOut& out) { HWY_DYNAMIC_DISPATCH(log_softmax)(x, out); }
void row_log_sum_exp(const Rows& x, float* out) { HWY_DYNAMIC_DISPATCH(log_sum_exp)(x, out); }

void softmax_cross_entropy(const Rows& logits, const std::uint8_t* labels, const CrossEntropyOut& out) {
  HWY_DYNAMIC_DISPATCH(cross_entropy_u8)(logits, labels, out);
}
void softmax_cross_entropy(const Rows& logits, const std::int32_t* labels, const CrossEntropyOut& out) {
  HWY_DYNAMIC_DISPATCH(cross_entropy_i32)(logits, labels, out);
}
void softmax_cross_entropy(const Rows& logits, const std::int64_t* labels, const CrossEntropyOut& out) {
  HWY_DYNAMIC_DISPATCH(cross_entropy_i64)(logits, labels, out);
}

}  // namespace glia::detail::cpu
#endif
