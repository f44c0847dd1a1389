// internal
#pragma once
#include <array>

#include "glia/backends/cpu/row_activations.hpp"

namespace glia::detail::cpu {

/// One step of LSTM cells, element by element: with s = x + h + bias for each of the gates i, f, g, o,
/// c = σ(s_f)·c₋₁ + σ(s_i)·tanh(s_g), y = σ(s_o)·tanh(c). x and h are the products with the weights.
struct LstmStep {
  enum Gate : std::size_t { i, f, g, o };
  std::array<FloatBlock, 4> x, h;
  std::array<const float*, 4> bias{};  ///< a row that is added to each row; all nullptr if there are none
  FloatBlock c_before;
  FloatBlockOut y, c;
  std::array<FloatBlockOut, 4> gates{};  ///< the activated gates, and
  FloatBlockOut tanh_c{};                ///< tanh(c), as the gradient reads them; all or none
};

/// The gradient of such a step: by the sums of the gates, and by c₋₁.
struct LstmStepGradient {
  FloatBlock dy, dy_more;  ///< the gradient by y is their sum; dy_more.data may be nullptr
  FloatBlock dc;           ///< by c, from the step after it
  std::array<FloatBlock, 4> gates;
  FloatBlock tanh_c, c_before;
  std::array<FloatBlockOut, 4> out;
  FloatBlockOut dc_before;
};

// The bits are those of the micro-ops of the composition run one after the other. An output may be an input.
void lstm_step(const LstmStep& all, std::int64_t rows, std::int64_t columns);
void lstm_step_gradient(const LstmStepGradient& all, std::int64_t rows, std::int64_t columns);

}  // namespace glia::detail::cpu
