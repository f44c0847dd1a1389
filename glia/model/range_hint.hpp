// internal
#pragma once
#include "glia/model/model_state.hpp"

namespace glia::detail {

/// Whether the numbers look like the bytes of pictures: from 0, up to 200…255.
bool spans_bytes(const Array& array);

/// A hint in the log, once in the life of the model, if one of its inputs is trained on such numbers: dividing by 255
/// trains faster.
void hint_about_range(const Source& x, ModelState& model);
void write_range_hint();

}  // namespace glia::detail
