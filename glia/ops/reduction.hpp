// internal
#pragma once
#include "glia/graph/op.hpp"
#include "glia/ops/axes.hpp"

namespace glia::detail {

/// Shape rule of reductions along attribute `axes` that keep the dtype.
std::vector<Spec> reduced_spec(const Call& call);

/// Reference kernel: `step` folds each element, in order, into a total that begins with `start`.
void fold_along_axes(const ReferenceCall& c, double start, double (*step)(double total, double x));

/// Emits a reduction along `axes` as the user names them.
Tensor emit_reduction(const Op& op, const Tensor& x, const ops::Axes& axes, bool keepdims);

}  // namespace glia::detail
