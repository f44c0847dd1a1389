// internal
#pragma once
#include "glia/graph/op.hpp"

namespace glia::detail {

/// A TypeError unless `indices` is of an integer type.
void require_integers(const Spec& indices);
/// Entry `i` of `indices`; a DataError unless it lies in [0, size).
std::int64_t index_below(const Array& indices, std::int64_t i, std::int64_t size);
/// `labels` as i64; reals must hold whole numbers.
Tensor whole_labels(const Tensor& labels);

}  // namespace glia::detail
