#pragma once
#include "glia/graph/tensor.hpp"

// Comparisons and choice; results are bool. Sizes broadcast as in NumPy.
#pragma GCC visibility push(default)
namespace glia {
namespace ops {

Tensor equal(const Tensor& a, const Tensor& b);
Tensor not_equal(const Tensor& a, const Tensor& b);
Tensor less(const Tensor& a, const Tensor& b);
Tensor less_equal(const Tensor& a, const Tensor& b);
Tensor greater(const Tensor& a, const Tensor& b);
Tensor greater_equal(const Tensor& a, const Tensor& b);
Tensor logical_and(const Tensor& a, const Tensor& b);
Tensor logical_or(const Tensor& a, const Tensor& b);
Tensor logical_not(const Tensor& x);
Tensor isfinite(const Tensor& x);  ///< neither NaN nor infinite
Tensor isnan(const Tensor& x);
Tensor where(const Tensor& condition, const Tensor& yes, const Tensor& no);  ///< condition ? yes : no

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
