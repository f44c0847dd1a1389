// internal
#pragma once
#include "glia/ops/conv_geometry.hpp"
#include "glia/ops/conv_window.hpp"
#include "glia/ops/pool.hpp"

namespace glia::detail {

// Max pooling and its two adjoint companions. Attributes are those of a convolution with one group for each channel;
// "taps" are the sizes of a window.
extern const Op op_max_pool;    ///< image (n, s…, c) → values, and the tap of the first largest, (n, o…, c)
extern const Op op_max_unpool;  ///< values, taps → (n, s…, c): each value added where its tap lies; zero elsewhere
extern const Op op_pool_take;   ///< image, taps → (n, o…, c): the number under each tap

/// Geometry of a pooling: channels are their own groups.
ConvGeometry pool_geometry(const Attributes& attributes, const Shape& image, const Shape& pooled);
/// Numbers of up to 256 taps fit into u8.
DType tap_dtype(const Attributes& attributes);

/// The arguments of a pooling, checked: the image with its channels last, and the attributes of op_max_pool.
class Pooling {
 public:
  Pooling(const Tensor& x, const Sizes& pool_size, const ops::PoolOptions& options);
  const Tensor& image() const { return image_; }
  const Attributes& attributes() const { return attributes_; }
  Tensor as_given(const Tensor& y) const { return window_.as_given(y); }

 private:
  ConvWindow window_;
  Tensor image_;
  Attributes attributes_;
};

}  // namespace glia::detail
