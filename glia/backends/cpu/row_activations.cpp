#include "glia/backends/cpu/simd_targets.hpp"
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

struct Bias {
  static HWY_INLINE V run(D, V x, V bias) { return hn::Add(x, bias); }
};
struct BiasRelu {
  static HWY_INLINE V run(D d, V x, V bias) {
    const V sum = hn::Add(x, bias);
    return hn::IfThenElse(hn::Le(sum, hn::Zero(d)), hn::Zero(d), sum);  // NaN stays
  }
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

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(bias);
HWY_EXPORT(bias_relu);
HWY_EXPORT(mask);

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

}  // namespace glia::detail::cpu
#endif
