#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/pool.hpp"
#include "glia/ops/pool_ops.hpp"

namespace glia::detail {
namespace {

/// How many pixels of the image each window holds, (1, o…, 1).
Array window_counts(const Attributes& attributes, const Shape& image) {
  const auto& taps = attributes.integers("taps");
  Shape one = image;
  one[0] = one[one.rank() - 1] = 1;
  Shape kernel{std::span<const std::int64_t>(taps)};
  kernel.push_back(1);
  kernel.push_back(1);
  Attributes single = attributes;
  single.set("groups", std::int64_t{1});
  Array counts(spatial_shape(one, attributes.integers("outputs")));
  counts.fill(0);
  ConvGeometry(single, one, kernel, counts.shape()).for_each_meeting([&](std::int64_t, std::int64_t, std::int64_t to) {
    counts.set(to, counts.get(to) + 1);
  });
  return counts;
}

}  // namespace
}  // namespace glia::detail

namespace glia::ops {

Tensor average_pool(const Tensor& x, const Sizes& pool_size, const PoolOptions& options) {
  const ErrorPath path("average_pool");
  const detail::Pooling pooling(x, pool_size, options);
  const Tensor& image = pooling.image();
  const auto& taps = pooling.attributes().integers("taps");
  Shape kernel{std::span<const std::int64_t>(taps)};
  kernel.push_back(std::min<std::int64_t>(1, image.dim(-1)));
  kernel.push_back(image.dim(-1));
  const Tensor ones = detail::broadcast(detail::constant(1, image.dtype()), kernel);
  const detail::Attributes window =
      detail::conv_attributes(pooling.attributes(), "outputs", pooling.attributes().integers("outputs"));
  const Tensor counts = detail::window_counts(pooling.attributes(), image.shape());
  return pooling.as_given(detail::emit(detail::op_conv, {image, ones}, window) / detail::as(counts, image.dtype()));
}

}  // namespace glia::ops
