// internal
#pragma once
#include <span>

#include "glia/graph/op.hpp"

namespace glia::detail {

/// Shape rule of ops on rows: the input as it is; real, with at least one axis.
std::vector<Spec> real_rows(const Call& call);

/// Calls `run(in, out)` with every row of the last axis, in double.
void for_each_row(const ReferenceCall& c, void (*run)(std::span<const double> in, std::span<double> out));

/// max + ln Σ e^(x − max); −∞ for an empty row.
double log_sum_exp(std::span<const double> row);

/// Σ over the last axis, which stays with size 1.
Tensor sum_rows(const Tensor& x);

/// Applies a row op along any axis: the axis is swapped with the last one and back.
Tensor along_axis(const Op& op, const Tensor& x, int axis);

}  // namespace glia::detail
