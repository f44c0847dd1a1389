// internal
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <span>

#include "glia/model/model_state.hpp"

namespace glia::detail {

/// A training step whose loss was not finite, and which therefore changed nothing.
struct FailedStep {
  ModelState& model;
  const Source& x;
  const Source& y;
  const Source& weights;
  const std::map<std::int64_t, double>& class_weight;
  std::span<const std::int32_t> rows;      ///< the samples of its batch
  std::span<const std::int32_t> previous;  ///< those of the step before; empty if fit() has done none
  std::int64_t epoch = 0;
  std::int64_t step = 0;
};

/// A DataError for the first NaN or infinity in these samples of the data; `more()` ends what was received.
void refuse_nonfinite(const Source& source, const char* what, std::span<const std::int32_t> rows,
                      const std::function<std::string()>& more = {});

/// Throws the DataError that says where the first NaN or infinity came from: the data, the weights, or the computation.
/// The step is run again on reference kernels that look at every value, so that the message names the first layer,
/// operation and rows of the batch.
[[noreturn]] void throw_not_finite(const FailedStep& failed);

}  // namespace glia::detail
