#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/row_activations.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <hwy/highway.h>

#include "glia/backends/cpu/row_activations.hpp"
#include "glia/backends/cpu/vector_loop-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

using D = Floats;
using V = FloatVec;

HWY_INLINE V relu(D d, V x) { return hn::IfThenElse(hn::Le(x, hn::Zero(d)), hn::Zero(d), x); }  // NaN stays

struct Bias {
  static HWY_INLINE V run(D, V x, V bias) { return hn::Add(x, bias); }
};
struct BiasRelu {
  static HWY_INLINE V run(D d, V x, V bias) { return relu(d, hn::Add(x, bias)); }
};
struct Mask {
  static HWY_INLINE V run(D d, V x, V y) {
    return hn::Mul(x, hn::IfThenElseZero(hn::Gt(y, hn::Zero(d)), hn::Set(d, 1.0f)));  // times 0: NaN and ∞ are not lost
  }
};

template <class F>
void rows_of(const FloatBlock& a, const FloatBlock& b, const FloatBlockOut& out, std::int64_t rows,
             std::int64_t columns) {
  const D d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  for (std::int64_t r = 0; r < rows; ++r) {
    const float* x = a.data + r * a.row;
    const float* y = b.data + r * b.row;
    float* to = out.data + r * out.row;
    std::int64_t i = 0;
    for (; i + lanes <= columns; i += lanes) hn::StoreU(F::run(d, hn::LoadU(d, x + i), hn::LoadU(d, y + i)), d, to + i);
    if (i < columns) {
      const std::int64_t rest = columns - i;
      store_first(F::run(d, load_first(d, x + i, rest), load_first(d, y + i, rest)), d, to + i, rest);
    }
  }
}

void bias(const FloatBlock& x, const float* row, const FloatBlockOut& out, std::int64_t rows, std::int64_t columns) {
  rows_of<Bias>(x, {row, 0}, out, rows, columns);
}
void bias_relu(const FloatBlock& x, const float* row, const FloatBlockOut& out, std::int64_t rows,
               std::int64_t columns) {
  rows_of<BiasRelu>(x, {row, 0}, out, rows, columns);
}
void mask(const FloatBlock& x, const FloatBlock& y, const FloatBlockOut& out, std::int64_t rows, std::int64_t columns) {
  rows_of<Mask>(x, y, out, rows, columns);
}

// For a that is not below +0; NaN stays.
HWY_INLINE V least(V a, V most) { return hn::IfThenElse(hn::Or(hn::Lt(a, most), hn::IsNaN(a)), a, most); }

template <bool kBias, bool kOther, NormalizedRows::Limit kLimit>
void normalized_as(const NormalizedRows& all, std::int64_t rows, std::int64_t columns) {
  using Limit = NormalizedRows::Limit;
  const D d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  const V most = hn::Set(d, all.most);
  for (std::int64_t r = 0; r < rows; ++r) {
    const float* x = all.x.data + r * all.x.row;
    const float* other = kOther ? all.other.data + r * all.other.row : nullptr;
    float* to = all.out.data + r * all.out.row;
    const auto value = [&](const auto& load, std::int64_t i) HWY_ATTR {
      V y = load(x + i);
      if constexpr (kBias) y = hn::Add(y, load(all.bias + i));
      y = hn::Add(hn::Mul(hn::Sub(y, load(all.mean + i)), load(all.factor + i)), load(all.beta + i));
      if constexpr (kOther) y = hn::Add(y, load(other + i));
      if constexpr (kLimit != Limit::none) y = relu(d, y);
      if constexpr (kLimit == Limit::below_0_and_above) y = least(y, most);
      return y;
    };
    std::int64_t i = 0;
    for (; i + lanes <= columns; i += lanes) {
      hn::StoreU(value([&](const float* p) HWY_ATTR { return hn::LoadU(d, p); }, i), d, to + i);
    }
    if (i < columns) {
      const std::int64_t rest = columns - i;
      store_first(value([&](const float* p) HWY_ATTR { return load_first(d, p, rest); }, i), d, to + i, rest);
    }
  }
}

template <bool kBias, bool kOther>
void limited(const NormalizedRows& all, std::int64_t rows, std::int64_t columns) {
  using Limit = NormalizedRows::Limit;
  switch (all.limit) {
    case Limit::none: return normalized_as<kBias, kOther, Limit::none>(all, rows, columns);
    case Limit::below_0: return normalized_as<kBias, kOther, Limit::below_0>(all, rows, columns);
    case Limit::below_0_and_above: return normalized_as<kBias, kOther, Limit::below_0_and_above>(all, rows, columns);
  }
}

void normalized(const NormalizedRows& all, std::int64_t rows, std::int64_t columns) {
  const bool other = all.other.data != nullptr;
  if (all.bias != nullptr) return (other ? limited<true, true> : limited<true, false>)(all, rows, columns);
  return (other ? limited<false, true> : limited<false, false>)(all, rows, columns);
}

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(bias);
HWY_EXPORT(bias_relu);
HWY_EXPORT(mask);
HWY_EXPORT(normalized);

void add_bias(const FloatBlock& x, const float* row, const FloatBlockOut& out, std::int64_t rows,
              std::int64_t columns) {
  HWY_DYNAMIC_DISPATCH(bias)(x, row, out, rows, columns);
}
void add_bias_relu(const FloatBlock& x, const float* row, const FloatBlockOut& out, std::int64_t rows,
                   std::int64_t columns) {
  HWY_DYNAMIC_DISPATCH(bias_relu)(x, row, out, rows, columns);
}
void relu_mask(const FloatBlock& x, const FloatBlock& y, const FloatBlockOut& out, std::int64_t rows,
               std::int64_t columns) {
  HWY_DYNAMIC_DISPATCH(mask)(x, y, out, rows, columns);
}
void normalized_rows(const NormalizedRows& all, std::int64_t rows, std::int64_t columns) {
  HWY_DYNAMIC_DISPATCH(normalized)(all, rows, columns);
}

}  // namespace glia::detail::cpu
#endif
