#include "glia/backends/cpu/correlation.hpp"

#include <algorithm>
#include <cstring>

namespace glia::detail::cpu {

Correlation Correlation::forward(const ConvGeometry& g, std::int64_t most_lines) {
  std::array<Axis, 3> axes;
  for (std::size_t a = 0; a < 3; ++a) {
    axes[a] = {g.input[a], g.output[a], g.stride[a], 1, g.before[a], {}};
    for (std::int64_t t = 0; t < g.taps[a]; ++t) axes[a].reach.push_back(t * g.dilation[a]);
  }
  return {std::move(axes), g.input_channels, g.group_inputs(), most_lines};
}

Correlation Correlation::transposed(const ConvGeometry& g, std::int64_t most_lines) {
  std::array<Axis, 3> axes;
  for (std::size_t a = 0; a < 3; ++a) {
    const std::int64_t first = std::max<std::int64_t>(0, (g.taps[a] - 1) * g.dilation[a] - g.before[a]);
    axes[a] = {g.output[a], g.input[a], 1, g.stride[a], first, {}};
    for (std::int64_t t = 0; t < g.taps[a]; ++t) axes[a].reach.push_back(g.before[a] + first - t * g.dilation[a]);
  }
  return {std::move(axes), g.output_channels, g.group_outputs(), most_lines};
}

Correlation::Correlation(std::array<Axis, 3> axes, std::int64_t channels, std::int64_t group_channels,
                         std::int64_t most_lines)
    : axes_(std::move(axes)), channels_(channels) {
  for (Axis& axis : axes_) {
    axis.lowest = *std::min_element(axis.reach.begin(), axis.reach.end());
    axis.highest = *std::max_element(axis.reach.begin(), axis.reach.end());
    in_place_ =
        in_place_ && axis.first == 0 && axis.scale == 1 && (axis.result - 1) * axis.step + axis.highest < axis.source;
  }
  width_ = in_place_ ? axes_[2].source : (axes_[2].result - 1) * axes_[2].step + axes_[2].span();
  line_stride_ = width_ * channels_;
  const std::int64_t copied = (most_lines - 1) * axes_[1].step + axes_[1].span();
  plane_stride_ = (in_place_ ? axes_[1].source : copied) * line_stride_;

  const auto last = static_cast<std::int64_t>(axes_[2].reach.size());
  bool side_by_side = true;
  for (std::int64_t t = 1; t < last; ++t)
    side_by_side = side_by_side && reach(2, t) - reach(2, t - 1) == group_channels;
  segment_ = side_by_side ? last * group_channels : group_channels;
  for (std::size_t p = 0; p < axes_[0].reach.size(); ++p) {
    for (std::size_t l = 0; l < axes_[1].reach.size(); ++l) {
      for (std::int64_t c = 0; c < (side_by_side ? 1 : last); ++c) {
        segments_.push_back(reach(0, static_cast<std::int64_t>(p)) + reach(1, static_cast<std::int64_t>(l)) +
                            reach(2, c));
      }
    }
  }
  for (std::int64_t line = 0; line < lines(); ++line) ranges_.push_back(range_of(line));
}

Correlation::Range Correlation::range_of(std::int64_t line) const {
  const auto all = static_cast<std::int64_t>(segments_.size());
  if (axes_[0].reach.size() > 1) return {0, all};  // planes of taps would have to be skipped one by one
  const Axis& axis = axes_[1];
  const auto taps = static_cast<std::int64_t>(axis.reach.size());
  const auto outside = [&](std::int64_t t) {
    return axis.pixel(line * axis.step + axis.reach[static_cast<std::size_t>(t)]) < 0;
  };
  std::int64_t first = 0;
  std::int64_t last = taps;
  while (first < last && outside(first)) ++first;
  while (first < last && outside(last - 1)) --last;
  return {first * (all / taps), last * (all / taps)};
}

std::int64_t Correlation::reach(int axis, std::int64_t tap) const {
  const Axis& a = axes_[static_cast<std::size_t>(axis)];
  const std::int64_t stride = axis == 0 ? plane_stride_ : axis == 1 ? line_stride_ : channels_;
  return (a.reach[static_cast<std::size_t>(tap)] - a.lowest) * stride;
}

void Correlation::copy_line(const float* from, float* to) const {
  const Axis& axis = axes_[2];
  const std::int64_t begin = axis.first - axis.lowest;  // of the image on the line that is copied
  if (axis.scale > 1) {
    std::fill_n(to, line_stride_, 0.0F);
    for (std::int64_t c = 0; c < width_; ++c) {
      const std::int64_t pixel = axis.pixel(c + axis.lowest);
      if (pixel >= 0) std::copy_n(from + pixel * channels_, channels_, to + c * channels_);
    }
    return;
  }
  const std::int64_t left = std::clamp<std::int64_t>(begin, 0, width_);
  const std::int64_t skipped = left - begin;
  const std::int64_t inside = std::clamp<std::int64_t>(axis.source - skipped, 0, width_ - left);
  std::fill_n(to, left * channels_, 0.0F);
  std::copy_n(from + skipped * channels_, inside * channels_, to + left * channels_);
  std::fill_n(to + (left + inside) * channels_, (width_ - left - inside) * channels_, 0.0F);
}

const float* Correlation::lines_at(const float* image, float* copy, std::int64_t plane, std::int64_t line,
                                   std::int64_t count) const {
  const std::int64_t plane0 = plane * axes_[0].step + axes_[0].lowest;
  const std::int64_t line0 = line * axes_[1].step + axes_[1].lowest;
  if (in_place_) return image + plane0 * plane_stride_ + line0 * line_stride_ + axes_[2].lowest * channels_;
  const std::int64_t needed = (count - 1) * axes_[1].step + axes_[1].span();
  const std::int64_t source_line = axes_[2].source * channels_;
  for (std::int64_t p = 0; p < axes_[0].span(); ++p) {
    const std::int64_t from_plane = axes_[0].pixel(plane0 + p);
    for (std::int64_t l = 0; l < needed; ++l) {
      const std::int64_t from_line = axes_[1].pixel(line0 + l);
      float* to = copy + p * plane_stride_ + l * line_stride_;
      if (from_plane < 0 || from_line < 0) {
        std::fill_n(to, line_stride_, 0.0F);
      } else {
        copy_line(image + (from_plane * axes_[1].source + from_line) * source_line, to);
      }
    }
  }
  return copy;
}

}  // namespace glia::detail::cpu
