#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/graph/tensor.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace ops {

/// How the windows of a convolution lie on 1 to 3 spatial axes.
struct ConvOptions {
  Sizes strides = 1;
  std::string padding = "valid";  ///< "valid", "same", or, with one spatial axis, "causal"
  std::string data_format = "channels_last";
  Sizes dilation_rate = 1;
};

/// Cross-correlation, as in Keras: y(n, o, c) = Σ_t Σ_i x(n, o·stride + t·dilation − before, i) · kernel(t, i, c).
/// (n, s…, i) and (k…, i / groups, c) → (n, o…, c); the number of groups follows from the sizes. Padding "same" gives
/// ⌈s / stride⌉ outputs, with the odd zero behind.
Tensor conv(const Tensor& x, const Tensor& kernel, const ConvOptions& options = {});

/// The gradient of conv() by its input as a layer of its own: it upsamples by the strides. (n, s…, i) and (k…, c, i) →
/// (n, o…, c), where o is s·stride for "same" and (s − 1)·stride + (k − 1)·dilation + 1, at least s·stride, for
/// "valid"; `output_padding` (empty: none is asked for) adds its number to (s − 1)·stride + (k − 1)·dilation + 1 less
/// the padding on both sides.
Tensor conv_transpose(const Tensor& x, const Tensor& kernel, const ConvOptions& options = {},
                      const Sizes& output_padding = {});

/// One convolution for each channel: kernel (k…, i, m) → channels i·m, channel c·m + j from input channel c.
Tensor depthwise_conv(const Tensor& x, const Tensor& kernel, const ConvOptions& options = {});

}  // namespace ops
}  // namespace glia
#pragma GCC visibility pop
