// internal
#pragma once
#include <span>

#include "glia/graph/op.hpp"

namespace glia::detail {

/// Keras keeps probabilities this far away from 0 and 1 before it takes their logarithm.
inline constexpr double kProbabilityMargin = 1e-7;

/// p within [1e-7, 1 − 1e-7], the bounds rounded to `dtype`; NaN stays.
double clipped_probability(double p, DType dtype);
Tensor clipped_probability(const Tensor& p);
/// The logarithms of a row of probabilities: x − log Σ eˣ from logits, else those of p / Σp, clipped.
void log_probabilities(std::span<double> row, bool from_logits, DType dtype);
/// 1 where clipping left p as it was, else 0.
Tensor inside_margin(const Tensor& p);
/// p / Σp along the last axis.
Tensor rescaled(const Tensor& p);
/// Gradient of rescaled() from that of its result.
Tensor rescaled_gradient(const Tensor& p, const Tensor& dq);

}  // namespace glia::detail
