// internal
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "glia/graph/op.hpp"

namespace glia::detail {

/// Sizes of a convolution with three spatial axes; fewer have sizes of 1 in front. An output o and a tap t meet at the
/// input o·stride + t·dilation − before; outside of the input is zero.
struct ConvGeometry {
  using Axes = std::array<std::int64_t, 3>;

  std::int64_t images = 0;
  Axes input{}, taps{}, output{};
  std::int64_t input_channels = 0, output_channels = 0, groups = 1;
  Axes stride{}, dilation{}, before{};

  /// From the attributes that the three ops share and the shapes of image, kernel (k…, i / groups, c) and result.
  ConvGeometry(const Attributes& attributes, const Shape& image, const Shape& kernel, const Shape& result);

  std::int64_t group_inputs() const { return input_channels / groups; }
  std::int64_t group_outputs() const { return output_channels / groups; }
  std::int64_t input_pixels() const { return input[0] * input[1] * input[2]; }
  std::int64_t output_pixels() const { return output[0] * output[1] * output[2]; }
  std::int64_t tap_count() const { return taps[0] * taps[1] * taps[2]; }
  /// Multiply-adds of one image.
  double multiplications() const;

  /// f(pixel of the input, tap, pixel of the output) wherever they meet inside, the outputs in order.
  template <class F>
  void for_each_meeting(const F& f) const {
    for (std::int64_t y = 0; y < images * output_pixels(); ++y) {
      const Axes o = split(y % output_pixels(), output);
      for (std::int64_t t = 0; t < tap_count(); ++t) {
        const Axes tap = split(t, taps);
        std::int64_t x = y / output_pixels();
        bool inside = true;
        for (std::size_t a = 0; a < 3; ++a) {
          const std::int64_t at = o[a] * stride[a] + tap[a] * dilation[a] - before[a];
          inside = inside && at >= 0 && at < input[a];
          x = x * input[a] + at;
        }
        if (inside) f(x, t, y);
      }
    }
  }

 private:
  static Axes split(std::int64_t flat, const Axes& sizes) {
    return {flat / (sizes[1] * sizes[2]), flat / sizes[2] % sizes[1], flat % sizes[2]};
  }
};

/// The sizes that a convolution's node states: of its results, its inputs or its taps, by the op.
Attributes conv_attributes(const Attributes& shared, const char* name, std::vector<std::int64_t> sizes);
/// An image of the same batch and channels with other sizes between.
Shape spatial_shape(const Shape& image, const std::vector<std::int64_t>& sizes);
/// Axes [1, rank − 1) of an image.
std::vector<std::int64_t> spatial_sizes(const Shape& image);
/// Throws unless image and kernel are of one real dtype and have as many spatial axes as the attributes.
void check_conv(const Attributes& attributes, const Spec& image, const Spec& kernel);

extern const Op op_conv;                  ///< image (n, s…, i), kernel → "outputs" (n, o…, c)
extern const Op op_conv_transpose;        ///< image (n, o…, c), kernel → "inputs" (n, s…, i)
extern const Op op_conv_kernel_gradient;  ///< image (n, s…, i), image (n, o…, c) → "taps" (k…, i / groups, c)

// What passes make of them for kernels; never differentiated.
extern const Op op_conv_partials;  ///< conv_kernel_gradient of parts of the batch: → ("parts", k…, i / groups, c)
extern const Op op_sum_parts;      ///< (parts, …) → (…): the sum, in order
extern const Op op_conv_swap;      ///< kernel (k…, i / groups, c) → (k…, c / groups, i)
extern const Op op_conv_swapped;   ///< conv_transpose with a kernel that conv_swap made

}  // namespace glia::detail
