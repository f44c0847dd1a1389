#include "glia/ops/conv_geometry.hpp"

#include "glia/base/error.hpp"

namespace glia::detail {
namespace {

/// The last `count` numbers before the channels, 1 in front.
ConvGeometry::Axes axes_of(std::span<const std::int64_t> sizes, std::int64_t filler) {
  ConvGeometry::Axes out{filler, filler, filler};
  for (std::size_t i = 0; i < sizes.size(); ++i) out[3 - sizes.size() + i] = sizes[i];
  return out;
}

ConvGeometry::Axes axes_of(const Shape& shape, int from, int to) {
  return axes_of(shape.dims().subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)), 1);
}

}  // namespace

ConvGeometry::ConvGeometry(const Attributes& attributes, const Shape& image, const Shape& kernel, const Shape& result)
    : images(image[0]),
      input(axes_of(image, 1, image.rank() - 1)),
      taps(axes_of(kernel, 0, kernel.rank() - 2)),
      output(axes_of(result, 1, result.rank() - 1)),
      input_channels(image.dim(-1)),
      output_channels(result.dim(-1)),
      groups(attributes.integer("groups")),
      stride(axes_of(attributes.integers("strides"), 1)),
      dilation(axes_of(attributes.integers("dilation"), 1)),
      before(axes_of(attributes.integers("before"), 0)) {}

double ConvGeometry::multiplications() const {
  return static_cast<double>(output_pixels()) * static_cast<double>(tap_count()) * static_cast<double>(group_inputs()) *
         static_cast<double>(output_channels);
}

Attributes conv_attributes(const Attributes& shared, const char* name, std::vector<std::int64_t> sizes) {
  Attributes out;
  for (const char* same : {"strides", "dilation", "before", "groups"}) out.set(same, *shared.find(same));
  out.set(name, std::move(sizes));
  return out;
}

std::vector<std::int64_t> spatial_sizes(const Shape& image) { return {image.begin() + 1, image.end() - 1}; }

Shape spatial_shape(const Shape& image, const std::vector<std::int64_t>& sizes) {
  Shape out{Dim(image[0])};
  for (const std::int64_t size : sizes) out.push_back(size);
  out.push_back(image.dim(-1));
  return out;
}

void check_conv(const Attributes& attributes, const Spec& image, const Spec& kernel) {
  const int axes = static_cast<int>(attributes.integers("strides").size());
  if (image.shape.rank() != axes + 2 || kernel.shape.rank() != axes + 2) {
    throw ShapeError({.rule = "A convolution over " + std::to_string(axes) +
                              " axes takes images (n, sizes, channels) and a kernel (sizes, channels, filters)",
                      .received = image.str() + " and " + kernel.str()});
  }
  if (!image.dtype.is_real() || image.dtype != kernel.dtype) {
    throw TypeError({.rule = "Image and kernel have one real dtype", .received = image.str() + " and " + kernel.str()});
  }
  for (int a = 0; a < kernel.shape.rank(); ++a) {
    const bool spatial = a > 0 && a < image.shape.rank();
    if ((spatial && image.shape[a] < 0) || kernel.shape[a] < 0) {
      throw ShapeError({.rule = "Only the first axis of a convolution depends on the batch",
                        .received = image.str() + " and " + kernel.str()});
    }
  }
}

}  // namespace glia::detail
