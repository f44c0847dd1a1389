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

}  // namespace glia::detail::cpu
