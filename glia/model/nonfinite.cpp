#include "glia/model/nonfinite.hpp"

#include <cmath>

#include "glia/base/error.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/model/replay.hpp"

namespace glia::detail {
namespace {

/// The step as `rows` see it, on reference kernels; nothing if every value that counts is finite.
std::optional<Culprit> replayed(const FailedStep& failed, std::span<const std::int32_t> rows, bool updates,
                                const ReadVariable& read) {
  const Graph graph = train_graph(failed.model, failed.x, failed.y, failed.weights, failed.class_weight);
  std::vector<Array> parameters{Array::view(rows, Shape{rows.size()})};
  for (const Source* source : {&failed.x, &failed.y, &failed.weights}) {
    for (const Array& leaf : source->leaves()) parameters.push_back(leaf);
  }
  Tensors roots = graph.results;
  if (updates) {
    for (const Update& update : graph.updates) roots.push_back(update.value);
  }
  return replay(roots, parameters, static_cast<std::int64_t>(rows.size()), read);
}

std::string place(const Culprit& culprit) {
  return culprit.where.empty() ? "the data, before the first layer" : culprit.where;
}

/// ", first seen as NaN from matmul in row 3 of the batch (sample 17) in dense"
std::string first_seen(const std::optional<Culprit>& culprit, std::span<const std::int32_t> rows) {
  if (!culprit) return "";
  return "; first computed with in " + place(*culprit) + ": " +
         describe(*culprit, static_cast<std::int64_t>(rows.size()), rows);
}

void check_data(const FailedStep& failed, const Source& source, const char* what) {
  refuse_nonfinite(source, what, failed.rows, [&] {
    const auto seen = replayed(failed, failed.rows, false, [](const Variable& v) { return v.value(); });
    return first_seen(seen, failed.rows);
  });
}

bool all_finite(const Array& value) {
  if (!value.dtype().is_real()) return true;
  for (const double v : value) {
    if (!std::isfinite(v)) return false;
  }
  return true;
}

/// A variable as it may have been one step ago: what is lost is drawn anew, and the count of steps is one less.
Array before_the_loss(const Variable& v, const Variable& iteration, const std::optional<std::uint64_t>& seed) {
  Array value = v.value();
  if (v.same(iteration)) value.set(0, value.get(0) - 1);
  if (all_finite(value)) return value;
  const auto fresh = std::make_shared<VariableState>(v.state());
  fresh->storage = Array();
  seed ? fresh->ensure(*seed) : fresh->ensure();
  return Variable(fresh).value();
}

void check_weights(const FailedStep& failed, const std::string& when) {
  for (const Layer& layer : failed.model.layers) {
    for (const Variable& v : layer.weights()) {
      const Array value = v.value();
      if (all_finite(value)) continue;
      const auto bad = std::find_if(value.begin(), value.end(), [](double x) { return !std::isfinite(x); });
      std::string received = std::isnan(*bad) ? "NaN" : "infinity";
      if (failed.previous.empty()) {
        const auto seen = replayed(failed, failed.rows, false, [](const Variable& w) { return w.value(); });
        throw DataError({.where = v.path(),
                         .rule = "The weights must be finite when training begins",
                         .received = received + first_seen(seen, failed.rows),
                         .hint = "Set or load other weights"});
      }
      const Variable iteration = failed.model.compiled->options.optimizer.variables()[0];
      const auto cause = replayed(failed, failed.previous, true, [&](const Variable& w) {
        return before_the_loss(w, iteration, failed.model.draw_seed);
      });
      if (cause) {
        received += "; the step before, run again with lost weights drawn anew, has " +
                    describe(*cause, static_cast<std::int64_t>(failed.previous.size()), failed.previous) + " in the " +
                    place(*cause);
      }
      throw DataError(
          {.where = v.path(),
           .rule = "The weights are no longer finite at " + when + ": a gradient of the step before was not",
           .received = received,
           .hint = "The weights are lost since the last checkpoint; use a smaller learning rate or clipnorm"});
    }
  }
}

}  // namespace

void refuse_nonfinite(const Source& source, const char* what, std::span<const std::int32_t> rows,
                      const std::function<std::string()>& more) {
  for (const Array& leaf : source.leaves()) {
    if (!leaf.dtype().is_real()) continue;
    const std::int64_t width = leaf.size() / leaf.dim(0);
    for (std::size_t at = 0; at < rows.size(); ++at) {
      const std::int64_t row = rows[at];
      for (std::int64_t i = 0; i < width; ++i) {
        const double value = leaf.get(row * width + i);
        if (std::isfinite(value)) continue;
        throw DataError({.where = what,
                         .rule = "The data must be finite",
                         .received = std::string(std::isnan(value) ? "NaN" : "infinity") + " in sample " +
                                     std::to_string(row) + ", value " + std::to_string(i) + " of it, row " +
                                     std::to_string(at) + " of the batch" + (more ? more() : ""),
                         .hint = "Remove or replace such samples"});
      }
    }
  }
}

void throw_not_finite(const FailedStep& failed) {
  check_data(failed, failed.x, "x");
  check_data(failed, failed.y, "y");
  check_data(failed, failed.weights, "sample_weight");
  const std::string when = "epoch " + std::to_string(failed.epoch + 1) + ", step " + std::to_string(failed.step + 1);
  check_weights(failed, when);
  const auto culprit = replayed(failed, failed.rows, false, [](const Variable& v) { return v.value(); });
  const std::string rule = "The loss is not finite at " + when + ", though data and weights are; the step was skipped";
  const char* hint = "Use a smaller learning rate, scale the inputs, or compute the loss from logits";
  if (!culprit) {
    throw DataError({.where = failed.model.name,
                     .rule = rule + ". Run again in double precision it is finite: an intermediate value is too large",
                     .hint = hint});
  }
  throw DataError({.where = place(*culprit),
                   .rule = rule + ". The first value that is not comes from here",
                   .received = describe(*culprit, static_cast<std::int64_t>(failed.rows.size()), failed.rows),
                   .hint = hint});
}

}  // namespace glia::detail
