// internal
#pragma once
#include <cstdint>

#include "glia/graph/tensor.hpp"

namespace glia::detail {

/// Says that a model's input (a parameter) only ever comes in batches of so many rows.
void fix_batch(const Tensor& parameter, std::int64_t rows);
/// That number, or 0 for any.
std::int64_t fixed_batch(const Tensor& parameter);
/// That of the parameters from which `t` is computed, 0 if none of them says it.
std::int64_t fixed_batch_below(const Tensor& t);

}  // namespace glia::detail
