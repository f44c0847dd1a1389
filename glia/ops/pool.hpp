#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/graph/tensor.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace ops {

/// How the windows of a pooling lie on 1 to 3 spatial axes.
struct PoolOptions {
  Sizes strides = {};             ///< empty: pool_size
  std::string padding = "valid";  ///< or "same"
  std::string data_format = "channels_last";
};

/// The largest number of each window: (n, s…, c) → (n, o…, c). What "same" pads never wins.
Tensor max_pool(const Tensor& x, const Sizes& pool_size, const PoolOptions& options = {});
/// The mean of each window; what "same" pads does not count.
Tensor average_pool(const Tensor& x, const Sizes& pool_size, const PoolOptions& options = {});

}  // namespace ops
}  // namespace glia
#pragma GCC visibility pop
