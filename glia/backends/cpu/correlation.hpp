#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "glia/backends/cpu/gemm.hpp"
#include "glia/ops/conv_geometry.hpp"

namespace glia::detail::cpu {

/// A convolution, or its transpose, as products on pieces of an image. The image lies on a grid, its pixels `scale`
/// apart from `first` on; result r and tap t meet at r·step + reach(t). Where that grid is more than the image itself,
/// the lines that a chunk needs are copied, zeros between and around them.
class Correlation {
 public:
  /// `most_lines`: of the result that are computed from one copy.
  static Correlation forward(const ConvGeometry& g, std::int64_t most_lines);
  static Correlation transposed(const ConvGeometry& g, std::int64_t most_lines);

  std::int64_t planes() const { return axes_[0].result; }   ///< of a result
  std::int64_t lines() const { return axes_[1].result; }    ///< of a plane
  std::int64_t columns() const { return axes_[2].result; }  ///< pixels of a line
  std::int64_t image_floats() const { return axes_[0].source * axes_[1].source * axes_[2].source * channels_; }
  std::int64_t copy_floats() const { return in_place_ ? 0 : axes_[0].span() * plane_stride_; }

  /// The grid from the first window of lines [line, line + count) of plane `plane`: in the image, or in `copy`, which
  /// it fills.
  const float* lines_at(const float* image, float* copy, std::int64_t plane, std::int64_t line,
                        std::int64_t count) const;

  // Distances on the grid, in floats.
  std::int64_t pixel_step() const { return axes_[2].step * channels_; }    ///< from result to result
  std::int64_t line_step() const { return axes_[1].step * line_stride_; }  ///< from line to line of results
  std::int64_t reach(int axis, std::int64_t tap) const;                    ///< from a window's corner to a tap
  std::int64_t segment() const { return segment_; }                        ///< floats that lie side by side
  const std::vector<std::int64_t>& segments() const { return segments_; }  ///< from a window's corner, tap by tap

  /// Segments [first, last) of a line of results: the others lie beyond the upper or lower border, where all is zero.
  struct Range {
    std::int64_t first, last;
    bool operator==(const Range&) const = default;
  };
  Range segments_of(std::int64_t line) const { return ranges_[static_cast<std::size_t>(line)]; }

 private:
  struct Axis {
    std::int64_t source, result, step, scale, first;
    std::vector<std::int64_t> reach;
    std::int64_t lowest = 0, highest = 0;
    std::int64_t span() const { return highest - lowest + 1; }
    /// The pixel of the image at a place of the grid, or −1.
    std::int64_t pixel(std::int64_t place) const {
      const std::int64_t at = place - first;
      return at < 0 || at % scale != 0 || at / scale >= source ? -1 : at / scale;
    }
  };

  Correlation(std::array<Axis, 3> axes, std::int64_t channels, std::int64_t group_channels, std::int64_t most_lines);
  void copy_line(const float* from, float* to) const;
  Range range_of(std::int64_t line) const;

  std::array<Axis, 3> axes_;
  std::int64_t channels_, segment_ = 0, width_ = 0, line_stride_ = 0, plane_stride_ = 0;
  bool in_place_ = true;
  std::vector<std::int64_t> segments_;
  std::vector<Range> ranges_;  // of each line
};

}  // namespace glia::detail::cpu
