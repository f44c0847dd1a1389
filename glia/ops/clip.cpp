#include "glia/base/error.hpp"
#include "glia/ops/math.hpp"

namespace glia::ops {

Tensor clip(const Tensor& x, double low, double high) {
  if (!(low <= high)) {
    throw ValueError({.where = "clip",
                      .rule = "The lower bound may not exceed the upper one",
                      .received = std::to_string(low) + " and " + std::to_string(high)});
  }
  return minimum(maximum(x, low), high);
}

}  // namespace glia::ops
