// internal
#pragma once
#include <cstdint>
#include <string>

#include "glia/graph/tensor.hpp"

namespace glia::detail {

/// How much a pixel counts at a distance from the place that is asked for, 0 from `radius` on.
struct InterpolationKernel {
  double (*weight)(double distance) = nullptr;
  int radius = 0;
};

/// "bilinear", "bicubic", "lanczos3" or "lanczos5"; a ValueError for others.
InterpolationKernel interpolation_kernel(const std::string& name);

/// x with axis `axis` `size` times as long, each number a mean of its neighbours that is weighed by the kernel.
Tensor interpolate_along(const Tensor& x, int axis, std::int64_t size, const InterpolationKernel& kernel);

}  // namespace glia::detail
