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
  if (x.parts() != 1 || x.dtype(0) == f64) return;
  const bool raw_bytes = x.dtype(0) == u8;
  float largest = 0;
  if (!raw_bytes) {
    if (x.leaves().size() != 1 || x.leaves()[0].dtype() != f32 ||
        x.signature(false).find("array", 5) != std::string::npos)
      return;
    if (x.signature(false).find("divide") != std::string::npos ||
        x.signature(false).find("multiply") != std::string::npos)
      return;
    const auto values = x.leaves()[0].span<float>();
    const std::size_t count = std::min<std::size_t>(values.size(), 100'000);  // a sample is enough, and takes 20 µs
    float smallest = 0;
    for (std::size_t i = 0; i < count; ++i) {
      largest = std::max(largest, values[i]);
      smallest = std::min(smallest, values[i]);
    }
    if (smallest < 0 || largest < 200 || largest > 255) return;
  }
  if (model.inputs.empty() || model.inputs[0].dtype() != f32) return;
  log_write(LogLevel::hint, "the inputs span 0…255; x / 255.0 usually trains faster and to a better result");
}

}  // namespace glia::detail
