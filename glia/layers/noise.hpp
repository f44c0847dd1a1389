// internal
#pragma once
#include "glia/base/dim.hpp"
#include "glia/graph/scope.hpp"

namespace glia::detail {

/// A ValueError unless `rate` is a share that may be dropped.
void check_rate(double rate);
/// A random source of its own for each application; `seed` −1 = the model's.
RandomSource noise_source(Scope& scope, Dim seed);
/// The shape of a mask for an input: `noise_shape`, where a size may be −1, for the input's, or 1; {} = the input's. A
/// ShapeError if it does not fit.
Shape mask_shape(const Shape& noise_shape, const Shape& input);
/// x / (1 − rate), or 0 with probability `rate`; x itself outside of training. One draw for each number of `mask`.
Tensor dropped(Scope& scope, const Tensor& x, double rate, const Shape& mask, Dim seed);

}  // namespace glia::detail
