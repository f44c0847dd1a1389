#pragma once
#include <vector>

#include "glia/graph/tensor.hpp"

// Shapes, slices, indices and types.
#pragma GCC visibility push(default)
namespace glia {
namespace ops {

Tensor broadcast_to(const Tensor& x, const Shape& shape);
Tensor reshape(const Tensor& x, const Shape& shape);  ///< the same elements in order; −1 is the batch, or what is left
Tensor transpose(const Tensor& x,
                 const std::vector<int>& axes = {});  ///< out axis i is in axis axes[i]; none = reversed
/// x[start:stop:step] along each axis; vectors may be shorter than the rank (the rest is whole). step > 0; negative
/// start and stop count from the end; stop = kEnd is the end. A symbolic axis can only be taken whole.
Tensor slice(const Tensor& x, const std::vector<std::int64_t>& start, const std::vector<std::int64_t>& stop,
             const std::vector<std::int64_t>& step = {});
inline constexpr std::int64_t kEnd = std::int64_t{1} << 62;
Tensor pad(const Tensor& x, const std::vector<std::int64_t>& before, const std::vector<std::int64_t>& after,
           double value = 0);
Tensor concatenate(const Tensors& xs, int axis = 0);
Tensor swapaxes(const Tensor& x, int axis1, int axis2);
Tensor stack(const Tensors& xs, int axis = 0);
Tensor expand_dims(const Tensor& x, int axis);
Tensor squeeze(const Tensor& x, int axis);
Tensor flatten(const Tensor& x);  ///< (n, …) → (n, product)
Tensor cast(const Tensor& x, DType dtype);
/// out[i…, rest] = x[indices[i…], rest] along `axis` (as NumPy's take). Indices outside are a DataError at run time.
Tensor take(const Tensor& x, const Tensor& indices, int axis = 0);
/// A tensor of `shape` that is zero but for out[indices[i…], rest] += updates[i…, rest] along axis 0; equal indices add
/// up in the order of i.
Tensor scatter_add(const Tensor& indices, const Tensor& updates, const Shape& shape);
Tensor one_hot(const Tensor& labels, Dim classes,
               DType dtype = f32);            ///< (…) → (…, classes); labels outside give zeros
Tensor arange(Dim count, DType dtype = i64);  ///< 0, 1, …, count − 1
Tensor zeros(const Shape& shape, DType dtype = f32);
Tensor ones(const Shape& shape, DType dtype = f32);
Tensor full(const Shape& shape, double value, DType dtype = f32);  ///< `value` everywhere
Tensor zeros_like(const Tensor& x);
Tensor ones_like(const Tensor& x);
Tensor stop_gradient(const Tensor& x);  ///< x, through which no gradient flows

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
