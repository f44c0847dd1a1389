#include "glia/layers/image_size_layers.hpp"

#include "glia/base/error.hpp"
#include "glia/base/shape.hpp"
#include "glia/layers/image_axes.hpp"
#include "glia/layers/interpolation.hpp"
#include "glia/ops/conv_window.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

Tensor zero_padding(const Tensor& x, const Margins& padding, int axes, const std::string& data_format) {
  const auto pairs = padding.pairs(axes, "padding");
  std::vector<std::int64_t> before(static_cast<std::size_t>(x.rank())), after = before;
  const std::vector<int> spatial = spatial_axes_of(x, axes, data_format);
  for (std::size_t i = 0; i < spatial.size(); ++i) {
    const auto a = static_cast<std::size_t>(spatial[i]);
    before[a] = pairs[i][0];
    after[a] = pairs[i][1];
  }
  return ops::pad(x, before, after);
}

Tensor cropping(const Tensor& x, const Margins& cropping, int axes, const std::string& data_format) {
  const auto pairs = cropping.pairs(axes, "cropping");
  std::vector<std::int64_t> start(static_cast<std::size_t>(x.rank()));
  std::vector<std::int64_t> stop(start.size(), ops::kEnd);
  const std::vector<int> spatial = spatial_axes_of(x, axes, data_format);
  for (std::size_t i = 0; i < spatial.size(); ++i) {
    const std::int64_t size = x.dim(spatial[i]);
    const std::int64_t cut = checked_add(pairs[i][0], pairs[i][1]);
    if (cut >= size) {
      throw ShapeError({.rule = "cropping leaves something of each spatial axis",
                        .expected = "below " + std::to_string(size) + " on spatial axis " + std::to_string(i),
                        .received = std::to_string(cut)});
    }
    start[static_cast<std::size_t>(spatial[i])] = pairs[i][0];
    stop[static_cast<std::size_t>(spatial[i])] = size - pairs[i][1];
  }
  return ops::slice(x, start, stop);
}

Tensor repeat_pixels(const Tensor& x, const Sizes& size, int axes, const std::string& data_format) {
  const std::vector<std::int64_t> times = for_each_axis(size, axes, "size");
  const int first = spatial_axes_of(x, axes, data_format).front();
  Shape apart, repeated, out;
  for (int a = 0; a < x.rank(); ++a) {
    const Dim count = x.shape()[a];
    const bool spatial = a >= first && a < first + axes;
    apart.push_back(count);
    repeated.push_back(count);
    if (spatial) {
      const std::int64_t n = times[static_cast<std::size_t>(a - first)];
      apart.push_back(1);
      repeated.push_back(n);
      out.push_back(checked_multiply(x.dim(a), n));
    } else {
      out.push_back(count);
    }
  }
  return ops::reshape(ops::broadcast_to(ops::reshape(x, apart), repeated), out);
}

Tensor interpolate_pixels(const Tensor& x, const Sizes& size, int axes, const std::string& data_format,
                          const std::string& interpolation) {
  const InterpolationKernel kernel = interpolation_kernel(interpolation);
  const std::vector<std::int64_t> times = for_each_axis(size, axes, "size");
  const int first = spatial_axes_of(x, axes, data_format).front();
  Tensor y = x;
  for (int a = 0; a < axes; ++a) {
    const std::int64_t n = times[static_cast<std::size_t>(a)];
    if (n > 1) y = interpolate_along(y, first + a, n, kernel);
  }
  return y;
}

}  // namespace glia::detail
