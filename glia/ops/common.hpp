// internal
#pragma once
#include <string>
#include <vector>

#include "glia/graph/node.hpp"
#include "glia/ops/axes.hpp"

namespace glia::detail {

/// NumPy's broadcasting, with symbolic axes: sizes must be equal or 1.
Shape broadcast_shape(const Shape& a, const Shape& b);
/// `t` seen with `shape`; `t` itself if it has it already.
Tensor broadcast(const Tensor& t, const Shape& shape);
/// `t` in another dtype; a scalar constant changes in place.
Tensor as(const Tensor& t, DType dtype);
/// The dtype in which `a` and `b` meet: a weak scalar takes the other's, unless a real meets an integer (then f32).
DType meeting_dtype(const Tensor& a, const Tensor& b);
/// `t` in f32 unless it is real already.
Tensor as_real(const Tensor& t);

Tensor emit_unary(const Op& op, const Tensor& x);                         ///< real result
Tensor emit_binary(const Op& op, const Tensor& a, const Tensor& b);       ///< promoted and broadcast
Tensor emit_real_binary(const Op& op, const Tensor& a, const Tensor& b);  ///< as emit_binary, integers become f32

/// Shape rules of elementwise ops: the inputs agree already; the result has their dtype, or bool.
std::vector<Spec> same_as_input(const Call& call);
std::vector<Spec> boolean_like_input(const Call& call);

/// The axes of a reduction: sorted, non-negative, without duplicates; empty input = all axes.
std::vector<std::int64_t> normal_axes(const ops::Axes& given, int rank);
/// Puts axes of size 1 back where a reduction removed them.
Tensor restore_axes(const Tensor& t, const Shape& original, const std::vector<std::int64_t>& axes);

/// (…, k) seen as (rows, k); rows may be symbolic.
Shape rows_of(const Shape& shape);

/// Adds `dy` up over the axes along which `from` was broadcast to dy's shape: the gradient of broadcasting.
Tensor unbroadcast(const Tensor& dy, const Shape& from);

/// Gathers the numbers of an operand for the slow kernels; integers are exact up to 2^53.
std::vector<double> reals(const Array& array);

}  // namespace glia::detail
