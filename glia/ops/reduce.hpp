#pragma once
#include <vector>

#include "glia/graph/tensor.hpp"
#include "glia/ops/axes.hpp"

// Reductions over `axes` (none given = all; negative counts from the end); keepdims leaves axes of size 1.
#pragma GCC visibility push(default)
namespace glia {
namespace ops {

Tensor sum(const Tensor& x, const Axes& axes = {}, bool keepdims = false);   ///< Σ x; bool and u8 count in i32
Tensor mean(const Tensor& x, const Axes& axes = {}, bool keepdims = false);  ///< Σ x / count, real
Tensor var(const Tensor& x, const Axes& axes = {}, bool keepdims = false);   ///< mean of (x − mean)²
Tensor std(const Tensor& x, const Axes& axes = {}, bool keepdims = false);   ///< √var
Tensor max(const Tensor& x, const Axes& axes = {}, bool keepdims = false);   ///< gradient shared among equals
Tensor min(const Tensor& x, const Axes& axes = {}, bool keepdims = false);
Tensor prod(const Tensor& x, const Axes& axes = {}, bool keepdims = false);
Tensor all(const Tensor& x, const Axes& axes = {}, bool keepdims = false);  ///< bool
Tensor any(const Tensor& x, const Axes& axes = {}, bool keepdims = false);
Tensor logsumexp(const Tensor& x, const Axes& axes = {}, bool keepdims = false);  ///< ln Σ e^x, stable for large x
Tensor argmax(const Tensor& x, int axis = -1);                                    ///< i64; the first of equals
Tensor argmin(const Tensor& x, int axis = -1);
/// The number of elements along `axes` as an f32 scalar; a symbolic batch is answered at run time.
Tensor count(const Tensor& x, const Axes& axes = {});

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop

namespace glia::detail {

/// Row-major position in the reduced tensor of element `flat` of a tensor of shape `from`.
std::int64_t reduced_position(std::int64_t flat, const Shape& from, const std::vector<std::int64_t>& axes);

}  // namespace glia::detail
