#include "glia/layers/adaptive_pool.hpp"

#include <algorithm>

#include "glia/base/ceil_div.hpp"
#include "glia/base/error.hpp"
#include "glia/layers/image_axes.hpp"
#include "glia/ops/conv_window.hpp"
#include "glia/ops/pool.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

using Each = std::vector<std::int64_t>;

Tensor pool(PoolKind kind, const Tensor& x, const Each& window, const Each& strides, const std::string& data_format) {
  const ops::PoolOptions options{.strides = Sizes(strides), .data_format = data_format};
  return kind == PoolKind::max ? ops::max_pool(x, Sizes(window), options)
                               : ops::average_pool(x, Sizes(window), options);
}

/// `outputs` windows along spatial axis `spatial`, which lies at `axis` of x. They have ⌈size / outputs⌉ numbers or one
/// more: windows of either length are pooled everywhere, and those that are wanted are taken.
Tensor pool_unevenly(PoolKind kind, const Tensor& x, std::size_t spatial, int axis, std::int64_t outputs, int axes,
                     const std::string& data_format) {
  const std::int64_t size = x.dim(axis);
  const std::int64_t shorter = ceil_div(size, outputs);
  const std::int64_t places = size - shorter + 1;
  std::vector<double> taken;
  bool longer = false;
  for (std::int64_t i = 0; i < outputs; ++i) {
    const std::int64_t start = i * size / outputs;
    const std::int64_t end = ceil_div((i + 1) * size, outputs);
    longer = longer || end - start > shorter;
    taken.push_back(static_cast<double>(end - start > shorter ? places + start : start));
  }
  const Each ones(static_cast<std::size_t>(axes), 1);
  const auto windows = [&](std::int64_t length) {
    Each window = ones;
    window[spatial] = length;
    return pool(kind, x, window, ones, data_format);
  };
  const Tensor all = longer ? ops::concatenate({windows(shorter), windows(shorter + 1)}, axis) : windows(shorter);
  return ops::take(all, Tensor(Array(taken).cast(i64)), axis);
}

}  // namespace

Tensor adaptive_pool(PoolKind kind, const Tensor& x, const Sizes& output_size, int axes,
                     const std::string& data_format) {
  if (output_size.empty()) {
    throw ValueError({.rule = "The output_size is missing", .hint = "Write AdaptiveAveragePooling2D{7} or {{7, 5}}"});
  }
  const Each outputs = for_each_axis(output_size, axes, "output_size");
  const std::vector<int> at = spatial_axes_of(x, axes, data_format);
  Each window(outputs.size(), 1);
  for (std::size_t a = 0; a < outputs.size(); ++a) {
    const std::int64_t size = x.dim(at[a]);
    if (size < 1) throw ShapeError({.rule = "There are pixels to pool", .received = x.shape().str()});
    if (size % outputs[a] == 0) window[a] = size / outputs[a];
  }
  const bool any = std::any_of(window.begin(), window.end(), [](std::int64_t w) { return w > 1; });
  Tensor y = any ? pool(kind, x, window, window, data_format) : x;
  for (std::size_t a = 0; a < outputs.size(); ++a) {
    if (y.dim(at[a]) != outputs[a]) y = pool_unevenly(kind, y, a, at[a], outputs[a], axes, data_format);
  }
  return y;
}

}  // namespace glia::detail
