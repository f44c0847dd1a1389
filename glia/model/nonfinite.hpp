// internal
#pragma once
#include <cstdint>
#include <span>

#include "glia/model/model_state.hpp"

namespace glia::detail {

/// Throws the DataError that says where the first NaN or infinity came from: the data, the weights, or the computation.
[[noreturn]] void throw_not_finite(ModelState& model, const Source& x, const Source& y,
                                   std::span<const std::int32_t> rows, std::int64_t epoch, std::int64_t step);

/// One hint in the log when inputs span 0…255: dividing by 255 trains faster.
void hint_about_range(const Source& x, const ModelState& model);

}  // namespace glia::detail
