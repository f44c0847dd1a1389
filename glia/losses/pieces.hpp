// internal
#pragma once
#include <string>

#include "glia/base/reals.hpp"
#include "glia/base/sizes.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/axes.hpp"

namespace glia::detail {

inline constexpr double kEpsilon = 1e-7;  // Keras's backend.epsilon()

/// As matching_target, with targets −1 and 1: if all of the batch are 0 or 1, t becomes 2t − 1, as in Keras.
TargetPair signed_target(const std::string& where, const Tensor& target, const Tensor& output);

/// Σ a·b along `axis` of both scaled to length 1; a length below 1e-7 counts as 1e-7.
Tensor cosine(const Tensor& a, const Tensor& b, int axis);

/// ln(1 + e^x) without overflow.
Tensor softplus(const Tensor& x);

/// 0 where b is 0, otherwise a / b.
Tensor divide_no_nan(const Tensor& a, const Tensor& b);

ops::Axes axes_of(const Sizes& axes);

/// The numbers as a constant: a scalar for one, otherwise a row.
Tensor row_of(const Reals& numbers, DType dtype);

}  // namespace glia::detail
