#include "glia/optimizers/global_norm.hpp"

#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::detail {

Tensor global_norm(const Tensors& gradients) {
  Tensor total;
  for (const Tensor& g : gradients) {
    const Tensor squares = ops::sum(ops::square(g));
    total = total.valid() ? total + squares : squares;
  }
  return ops::sqrt(total);
}

}  // namespace glia::detail
