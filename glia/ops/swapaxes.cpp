#include <numeric>

#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::ops {

Tensor swapaxes(const Tensor& x, int axis1, int axis2) {
  const ErrorPath path("swapaxes");
  std::vector<int> order(static_cast<std::size_t>(x.rank()));
  std::iota(order.begin(), order.end(), 0);
  std::swap(order[static_cast<std::size_t>(x.shape().axis(axis1))],
            order[static_cast<std::size_t>(x.shape().axis(axis2))]);
  return transpose(x, order);
}

}  // namespace glia::ops
