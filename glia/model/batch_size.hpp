// internal
#pragma once
#include "glia/model/model_state.hpp"

namespace glia::detail {

/// A ValueError if an input of the model has a batch_size and `rows` samples in batches of `batch` are not batches of
/// exactly that size.
void check_batch_size(const ModelState& model, std::int64_t rows, std::int64_t batch);

}  // namespace glia::detail
