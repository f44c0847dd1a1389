// internal
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "glia/ops/conv.hpp"

namespace glia::detail {

/// Zeros in front of each spatial axis, and the size of the result there.
struct ConvPadding {
  std::vector<std::int64_t> before, outputs;
};

/// The options of a convolution or a pooling, checked, with one number for each spatial axis.
class ConvWindow {
 public:
  /// ValueError, ShapeError: sizes below 1, an unknown padding or format, fewer than 1 or more than 3 axes.
  ConvWindow(const ops::ConvOptions& options, int axes);

  const std::vector<std::int64_t>& strides() const { return strides_; }
  const std::vector<std::int64_t>& dilation() const { return dilation_; }
  Tensor channels_last(const Tensor& x) const;  ///< transposes an image whose channels come first
  Tensor as_given(const Tensor& y) const;       ///< the reverse

  /// Of windows of `taps` (the first axes of a kernel) on an image of these sizes. A ShapeError if none fits.
  ConvPadding padding(const std::vector<std::int64_t>& sizes, const Shape& taps) const;
  /// Of the reverse: `outputs` are the larger sizes.
  ConvPadding transposed_padding(const std::vector<std::int64_t>& sizes, const Shape& taps,
                                 const Sizes& output_padding) const;

 private:
  std::int64_t reach(std::size_t axis, const Shape& taps) const;  // taps with the gaps between them

  std::vector<std::int64_t> strides_, dilation_;
  std::string padding_;
  bool channels_first_;
};

/// One number for each of `axes` axes. ValueError if there are others, or one is below `least`.
std::vector<std::int64_t> for_each_axis(const Sizes& numbers, int axes, const char* name, std::int64_t least = 1);

/// Whether `data_format` is "channels_first"; a ValueError unless it is that or "channels_last".
bool channels_come_first(const std::string& data_format);

}  // namespace glia::detail
