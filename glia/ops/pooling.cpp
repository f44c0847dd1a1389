#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/pool_ops.hpp"

namespace glia::detail {

ConvGeometry pool_geometry(const Attributes& attributes, const Shape& image, const Shape& pooled) {
  const auto& taps = attributes.integers("taps");
  Shape kernel{std::span<const std::int64_t>(taps)};
  kernel.push_back(1);
  kernel.push_back(image.dim(-1));
  return {attributes, image, kernel, pooled};
}

DType tap_dtype(const Attributes& attributes) {
  std::int64_t count = 1;
  for (const std::int64_t t : attributes.integers("taps")) count = checked_multiply(count, t);
  return count <= 256 ? DType(u8) : DType(i32);
}

Pooling::Pooling(const Tensor& x, const Sizes& pool_size, const ops::PoolOptions& options)
    : window_({options.strides.empty() ? pool_size : options.strides, options.padding, options.data_format},
              x.rank() - 2),
      image_(window_.channels_last(as_real(x))) {
  if (options.padding == "causal") {
    throw ValueError({.rule = "Pooling is not causal",
                      .expected = "padding \"valid\" or \"same\"",
                      .received = "\"causal\"",
                      .hint = "Put ZeroPadding1D{{pool_size - 1, 0}} in front, with padding \"valid\""});
  }
  const std::vector<std::int64_t> taps = for_each_axis(pool_size, x.rank() - 2, "pool_size");
  const ConvPadding padding =
      window_.padding(spatial_sizes(image_.shape()), Shape{std::span<const std::int64_t>(taps)});
  attributes_ = {{"strides", window_.strides()}, {"dilation", window_.dilation()},
                 {"before", padding.before},     {"groups", std::max<std::int64_t>(1, image_.dim(-1))},
                 {"outputs", padding.outputs},   {"taps", taps}};
}

}  // namespace glia::detail
