// internal
#pragma once
#include <string>
#include <vector>

#include "glia/graph/tensor.hpp"

namespace glia::detail {

/// A ShapeError unless x has a batch axis, `axes` spatial axes and channels; the number of its channels.
std::int64_t channels_of(const Tensor& x, int axes, const std::string& data_format);
/// The spatial axes of x, checked in the same way.
std::vector<int> spatial_axes_of(const Tensor& x, int axes, const std::string& data_format);
/// y with one number added to each channel.
Tensor add_to_channels(const Tensor& y, const Tensor& bias, const std::string& data_format);

}  // namespace glia::detail
