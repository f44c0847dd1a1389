#pragma once
#include "glia/graph/tensor.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace ops {

/// op(a)·op(b) over the last two axes, op transposing them on request; leading axes broadcast. (…, m, k)·(…, k, n) →
/// (…, m, n)
Tensor matmul(const Tensor& a, const Tensor& b, bool transpose_a = false, bool transpose_b = false);

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
