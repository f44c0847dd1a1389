#include "glia/layers/conv_lstm.hpp"

namespace glia::detail {

Tensor channel_part(const Tensor& x, std::int64_t index, std::int64_t filters, const std::string& data_format) {
  const std::size_t axis = channels_come_first(data_format) ? 1 : static_cast<std::size_t>(x.rank() - 1);
  std::vector<std::int64_t> start(axis + 1), stop(axis + 1, ops::kEnd);
  start[axis] = index * filters;
  stop[axis] = (index + 1) * filters;
  return ops::slice(x, start, stop);
}

Shape conv_state_shape(const Shape& step, const Shape& taps, std::int64_t filters, const ops::ConvOptions& options) {
  const int axes = step.rank() - 2;
  const bool first = channels_come_first(options.data_format);
  std::vector<std::int64_t> sizes;
  sizes.reserve(static_cast<std::size_t>(axes));
  for (int a = 0; a < axes; ++a) sizes.push_back(step[a + (first ? 2 : 1)]);
  Shape out;
  for (const std::int64_t size : ConvWindow(options, axes).padding(sizes, taps).outputs) out.push_back(size);
  out.insert(first ? 0 : axes, filters);
  return out;
}

}  // namespace glia::detail
