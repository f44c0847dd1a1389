// internal
#pragma once
#include <string>

#include "glia/base/dim.hpp"
#include "glia/graph/scope.hpp"

namespace glia::detail {

/// The body of SpatialDropout1D, 2D and 3D: dropout with one draw for each channel of each sample.
Tensor dropped_channels(Scope& scope, const Tensor& x, int axes, double rate, const std::string& data_format, Dim seed);

}  // namespace glia::detail
