// internal
#pragma once
#include <array>

#include "glia/backends/cpu/row_activations.hpp"

namespace glia::detail::cpu {

/// One step of GRU cells with reset_after, element by element: with x and h the products with the weights of z, r, n
/// and their biases, z = σ(x_z + h_z), r = σ(x_r + h_r), n = tanh(x_n + r·h_n), y = z·y₋₁ + (1 − z)·n.
struct GruStep {
  enum Gate : std::size_t { z, r, n };
  std::array<FloatBlock, 3> x, h;
  std::array<const float*, 3> x_bias{}, h_bias{};  ///< rows that are added to each row of x and h
  FloatBlock before;                               ///< y₋₁
  FloatBlockOut y;
  std::array<FloatBlockOut, 3> gates{};  ///< z, r and n, and
  FloatBlockOut one_minus_z{}, h_n{};    ///< 1 − z and h_n with its bias, as the gradient reads them; all or none
};

/// The gradient of such a step by x_z, x_r, x_n and h_n, without the way through z·y₋₁.
struct GruStepGradient {
  FloatBlock dy, dy_more;  ///< the gradient by y is their sum; dy_more.data may be nullptr
  FloatBlockOut dy_sum;    ///< that sum, if dy_more is given
  std::array<FloatBlock, 3> gates;
  FloatBlock one_minus_z, h_n, before;
  std::array<FloatBlockOut, 3> dx;  ///< by x_z (also by h_z), x_r (also by h_r), x_n
  FloatBlockOut dh_n;
};

// The bits are those of the micro-ops of the composition run one after the other. An output may be an input.
void gru_step(const GruStep& all, std::int64_t rows, std::int64_t columns);
void gru_step_gradient(const GruStepGradient& all, std::int64_t rows, std::int64_t columns);

}  // namespace glia::detail::cpu
