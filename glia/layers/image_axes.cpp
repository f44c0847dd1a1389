#include "glia/layers/image_axes.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/conv_window.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

std::int64_t channels_of(const Tensor& x, int axes, const std::string& data_format) {
  if (x.rank() != axes + 2) {
    throw ShapeError(
        {.rule = "A layer over " + std::to_string(axes) + " spatial axes takes a batch axis, these and channels",
         .expected = std::to_string(axes + 2) + " axes",
         .received = x.shape().str(),
         .hint = x.rank() == axes + 1 ? "Give each pixel its channels: Reshape{{…, 1}}" : ""});
  }
  return x.dim(channels_come_first(data_format) ? 1 : -1);
}

std::vector<int> spatial_axes_of(const Tensor& x, int axes, const std::string& data_format) {
  channels_of(x, axes, data_format);
  std::vector<int> out;
  const int first = channels_come_first(data_format) ? 2 : 1;
  out.reserve(static_cast<std::size_t>(axes));
  for (int a = 0; a < axes; ++a) out.push_back(first + a);
  return out;
}

Tensor add_to_channels(const Tensor& y, const Tensor& bias, const std::string& data_format) {
  if (!channels_come_first(data_format)) return y + bias;
  Shape shape{1, bias.dim(0)};
  for (int a = 2; a < y.rank(); ++a) shape.push_back(1);
  return y + ops::reshape(bias, shape);
}

}  // namespace glia::detail
