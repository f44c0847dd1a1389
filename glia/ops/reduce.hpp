#pragma once
#include <vector>

#include "glia/graph/tensor.hpp"

// Reductions over `axes` (none given = all; negative counts from the end); keepdims leaves axes of size 1.
namespace [[gnu::visibility("default")]] glia {
namespace ops {

Tensor sum(const Tensor& x, const std::vector<int>& axes = {},
           bool keepdims = false);  ///< Σ x; bool and u8 count in i32
Tensor mean(const Tensor& x, const std::vector<int>& axes = {}, bool keepdims = false);      ///< Σ x / count, real
Tensor variance(const Tensor& x, const std::vector<int>& axes = {}, bool keepdims = false);  ///< mean of (x − mean)²
Tensor max(const Tensor& x, const std::vector<int>& axes = {},
           bool keepdims = false);  ///< gradient shared among equals
Tensor min(const Tensor& x, const std::vector<int>& axes = {}, bool keepdims = false);
Tensor prod(const Tensor& x, const std::vector<int>& axes = {}, bool keepdims = false);
Tensor all(const Tensor& x, const std::vector<int>& axes = {}, bool keepdims = false);  ///< bool
Tensor any(const Tensor& x, const std::vector<int>& axes = {}, bool keepdims = false);
Tensor argmax(const Tensor& x, int axis = -1);  ///< i64; the first of equals
Tensor argmin(const Tensor& x, int axis = -1);
/// The number of elements along `axes` as an f32 scalar; a symbolic batch is answered at run time.
Tensor count(const Tensor& x, const std::vector<int>& axes = {});

}  // namespace ops
}  // namespace glia

namespace glia::detail {

/// Row-major position in the reduced tensor of element `flat` of a tensor of shape `from`.
std::int64_t reduced_position(std::int64_t flat, const Shape& from, const std::vector<std::int64_t>& axes);

}  // namespace glia::detail
