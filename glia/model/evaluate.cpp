#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "glia/base/ceil_div.hpp"
#include "glia/base/error.hpp"
#include "glia/base/random.hpp"
#include "glia/base/stop_token.hpp"
#include "glia/model/batch_size.hpp"
#include "glia/model/labels.hpp"
#include "glia/model/model_state.hpp"
#include "glia/model/nonfinite.hpp"
#include "glia/model/progress.hpp"

namespace glia {
namespace detail {
namespace {

/// Addresses of row `row` of every leaf.
void point_at(std::vector<const void*>& out, std::initializer_list<const Source*> sources, std::int64_t row) {
  out.clear();
  for (const Source* source : sources) {
    for (const Array& leaf : source->leaves()) out.push_back(leaf.raw() + leaf.bytes() / leaf.dim(0) * row);
  }
}

}  // namespace

Logs evaluate_rows(ModelState& model, const Source& x, const Source& y, const Source& weights, std::int64_t from,
                   std::int64_t to, std::int64_t batch, int verbose) {
  const auto start = std::chrono::steady_clock::now();
  const auto since = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  check_batch_size(model, to - from, batch);
  const std::int64_t capacity = std::min(batch, to - from);
  const auto program = test_program(model, x, y, weights, capacity);
  reset_metrics(*model.compiled);
  float loss = 0;
  std::vector<void*> results{&loss};
  std::vector<const void*> parameters;
  const std::int64_t steps = ceil_div(to - from, capacity);
  const std::unique_ptr<ProgressLine> progress = verbose != 0 ? make_progress_line(verbose) : nullptr;
  std::int64_t step = 0;
  while (step < steps) {
    const std::int64_t row = from + step * capacity;
    point_at(parameters, {&x, &y, &weights}, row);
    const std::int64_t n = std::min(capacity, to - row);
    try {
      program->run({.parameters = parameters, .results = results, .rows = n});
    } catch (const DataError&) {
      std::vector<std::int32_t> rows(static_cast<std::size_t>(n));
      std::iota(rows.begin(), rows.end(), static_cast<std::int32_t>(row));
      throw_label_outside(model, y, rows);
      throw;
    }
    if (!std::isfinite(loss)) {  // what the weights do is the user's to see, what the data do is not
      std::vector<std::int32_t> rows(static_cast<std::size_t>(n));
      std::iota(rows.begin(), rows.end(), static_cast<std::int32_t>(row));
      refuse_nonfinite(x, "x", rows);
      refuse_nonfinite(y, "y", rows);
      refuse_nonfinite(weights, "sample_weight", rows);
    }
    ++step;
    if (verbose == 1) {
      const double now = since();
      if (progress->due(now)) progress->show({step, steps, now, now}, read_metrics(model));
    }
    if (interrupt_token().stopped()) break;
  }
  Logs logs = read_metrics(model);
  if (progress != nullptr) progress->finish({step, steps, since(), since()}, logs);
  return logs;
}

}  // namespace detail

Evaluation Model::evaluate(const Data& x, const Data& y, const EvaluateOptions& options) const {
  state_->require_compiled("evaluate()");
  if (options.batch_size < 1) {
    throw ValueError({.where = "evaluate",
                      .rule = "batch_size must be at least 1",
                      .received = std::to_string(static_cast<std::int64_t>(options.batch_size))});
  }
  if (options.verbose < 0 || options.verbose > 2) {
    throw ValueError({.where = "evaluate",
                      .rule = "verbose is 0, 1 or 2",
                      .received = std::to_string(static_cast<std::int64_t>(options.verbose))});
  }
  const detail::Source xs(x, "x");
  const detail::Source ys(y, "y");
  const detail::Source ws(options.sample_weight, "sample_weight");
  detail::build_for(*state_, xs);
  detail::check_targets(*state_, xs, ys, ws);
  detail::resolve_metrics(*state_, ys);
  std::int64_t to = xs.rows();
  if (options.steps > 0) to = std::min<std::int64_t>(to, options.steps * options.batch_size);
  return Evaluation(detail::evaluate_rows(*state_, xs, ys, ws, 0, to, options.batch_size,
                                          static_cast<int>(static_cast<std::int64_t>(options.verbose))));
}

Logs Model::test_on_batch(const Data& x, const Data& y, const Data& sample_weight) const {
  const detail::Source xs(x, "x");
  return evaluate(x, y, {.batch_size = xs.rows(), .verbose = 0, .sample_weight = sample_weight}).logs();
}

Logs Model::train_on_batch(const Data& x, const Data& y, const Data& sample_weight) const {
  const detail::Source xs(x, "x");
  const History history = detail::train_without_end(
      state_, x, y,
      {.batch_size = xs.rows(), .epochs = 1, .verbose = 0, .shuffle = false, .sample_weight = sample_weight});
  Logs logs;
  for (const auto& [name, values] : history.series()) logs.set(name, values.back());
  return logs;
}

}  // namespace glia
