// internal
#pragma once
#include <string>

#include "glia/graph/tensor.hpp"

namespace glia::detail {

/// A ValueError unless k ≥ 1.
void require_k(const std::string& where, std::int64_t k);

/// 1 where fewer than k scores are above that of the label, otherwise 0; a score that is NaN is below all others.
/// labels (n, …), scores (n, …, classes) → (n, …)
Tensor in_top_k(const std::string& where, const Tensor& labels, const Tensor& scores, std::int64_t k);

/// 1 at the k highest of the last axis, the first of equals, otherwise 0.
Tensor top_k_places(const Tensor& scores, std::int64_t k);

}  // namespace glia::detail
