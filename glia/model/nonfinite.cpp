#include "glia/model/nonfinite.hpp"

#include <algorithm>
#include <cmath>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/graph/variable_state.hpp"

namespace glia::detail {
namespace {

void check_rows(const Source& source, const char* what, std::span<const std::int32_t> rows) {
  for (const Array& leaf : source.leaves()) {
    if (!leaf.dtype().is_real()) continue;
    const std::int64_t width = leaf.size() / leaf.dim(0);
    for (const std::int32_t row : rows) {
      for (std::int64_t i = 0; i < width; ++i) {
        const double value = leaf.get(row * width + i);
        if (std::isfinite(value)) continue;
        throw DataError({.where = what,
                         .rule = "The data must be finite",
                         .received = std::string(std::isnan(value) ? "NaN" : "infinity") + " in sample " +
                                     std::to_string(row) + ", value " + std::to_string(i) + " of it",
                         .hint = "Remove or replace such samples before training"});
      }
    }
  }
}

}  // namespace

void throw_not_finite(ModelState& model, const Source& x, const Source& y, std::span<const std::int32_t> rows,
                      std::int64_t epoch, std::int64_t step) {
  check_rows(x, "x", rows);
  check_rows(y, "y", rows);
  const std::string when = "epoch " + std::to_string(epoch + 1) + ", step " + std::to_string(step + 1);
  for (const Layer& layer : model.layers) {
    for (const Variable& v : layer.weights()) {
      const Array value = v.value();
      for (std::int64_t i = 0; i < value.size(); ++i) {
        if (std::isfinite(value.get(i))) continue;
        throw DataError(
            {.where = v.path(),
             .rule = "The weights are no longer finite at " + when + ": a gradient of the step before was not",
             .received = std::isnan(value.get(i)) ? "NaN" : "infinity",
             .hint = "The weights are lost since the last checkpoint; use a smaller learning rate or clipnorm"});
      }
    }
  }
  throw DataError({.where = model.name,
                   .rule = "The loss is not finite at " + when + ", though data and weights are; the step was skipped",
                   .hint = "Use a smaller learning rate, scale the inputs, or compute the loss from logits"});
}

void hint_about_range(const Source& x, const ModelState& model) {
  if (x.parts() != 1 || !x.is_plain(0) || model.inputs.empty() || model.inputs[0].dtype() != f32) return;
  const Array& leaf = x.leaves()[0];
  if (leaf.dtype() != u8 && leaf.dtype() != f32) return;
  double smallest = 0;
  double largest = 0;
  const std::int64_t count = std::min<std::int64_t>(leaf.size(), 20'000);  // some 25 pictures are enough
  for (std::int64_t i = 0; i < count; ++i) {
    smallest = std::min(smallest, leaf.get(i));
    largest = std::max(largest, leaf.get(i));
  }
  if (smallest < 0 || largest < 200 || largest > 255) return;
  log_write(LogLevel::hint, "the inputs span 0…255; x / 255.0 usually trains faster and to a better result");
}

}  // namespace glia::detail
