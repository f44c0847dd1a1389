// internal
#pragma once
#include <cstdint>

namespace glia::detail::cpu {

/// rows × columns values, `row` floats from one row to the next.
struct FloatBlock {
  const float* data = nullptr;
  std::int64_t row = 0;
};
struct FloatBlockOut {
  float* data = nullptr;
  std::int64_t row = 0;
};

// The bits are those of the micro-ops add, relu, greater, multiply run one after the other. `out` may be an input.

/// out = x + bias, the bias added to each row
void add_bias(const FloatBlock& x, const float* bias, const FloatBlockOut& out, std::int64_t rows,
              std::int64_t columns);
/// out = relu(x + bias)
void add_bias_relu(const FloatBlock& x, const float* bias, const FloatBlockOut& out, std::int64_t rows,
                   std::int64_t columns);
/// out = x · (y > 0): what relu lets through on the way back, y being its result
void relu_mask(const FloatBlock& x, const FloatBlock& y, const FloatBlockOut& out, std::int64_t rows,
               std::int64_t columns);

/// What ends a layer that normalises: y = (x [+ bias] − mean) · factor + beta [+ other], then what `limit` says.
struct NormalizedRows {
  enum class Limit { none, below_0, below_0_and_above };  ///< y, max(y, 0), min(max(y, 0), most)
  FloatBlock x, other;                                    ///< other.data is nullptr if nothing is added
  const float* bias = nullptr;                            ///< of a convolution before it; nullptr if it has none
  const float* mean = nullptr;
  const float* factor = nullptr;
  const float* beta = nullptr;
  FloatBlockOut out;
  Limit limit = Limit::none;
  float most = 0;
};
void normalized_rows(const NormalizedRows& all, std::int64_t rows, std::int64_t columns);

}  // namespace glia::detail::cpu
