// internal
#pragma once
#include <string>

#include "glia/base/margins.hpp"
#include "glia/base/sizes.hpp"
#include "glia/graph/tensor.hpp"

namespace glia::detail {

/// The bodies of ZeroPadding, Cropping and UpSampling on `axes` spatial axes.
Tensor zero_padding(const Tensor& x, const Margins& padding, int axes, const std::string& data_format);
Tensor cropping(const Tensor& x, const Margins& cropping, int axes, const std::string& data_format);
Tensor repeat_pixels(const Tensor& x, const Sizes& size, int axes, const std::string& data_format);
/// `interpolation`: "bilinear", "bicubic", "lanczos3" or "lanczos5"; a ValueError for others.
Tensor interpolate_pixels(const Tensor& x, const Sizes& size, int axes, const std::string& data_format,
                          const std::string& interpolation);

}  // namespace glia::detail
