#include "glia/model/callbacks/early_stopping.hpp"

#include <limits>

#include "glia/model/callbacks/monitor.hpp"
#include "glia/model/model.hpp"

namespace glia {
namespace detail {

struct EarlyStoppingState {
  Monitor monitor;
  std::int64_t wait = 0;
  std::int64_t best_epoch = -1;
  std::int64_t stopped_epoch = -1;
  std::optional<double> best;
  std::vector<Array> weights;
};

}  // namespace detail

std::shared_ptr<detail::EarlyStoppingState> EarlyStopping::made() {
  return std::make_shared<detail::EarlyStoppingState>();
}

void EarlyStopping::on_train_begin(FitContext&) const {
  *state = {};
  state->monitor = detail::Monitor("EarlyStopping", monitor, mode, min_delta);
}

void EarlyStopping::on_epoch_end(FitContext& context) const {
  detail::EarlyStoppingState& s = *state;
  const std::int64_t epoch = context.epoch();
  if (epoch < start_from_epoch) return;
  const std::optional<double> value = s.monitor.read(context, context.logs());
  if (!value) return;
  if (restore_best_weights && s.weights.empty()) {  // until one is better, the first is the best
    s.weights = context.model().get_weights();
    s.best_epoch = epoch;
  }
  ++s.wait;
  if (s.monitor.improves(*value, s.best)) {
    s.best = value;
    s.best_epoch = epoch;
    if (restore_best_weights) s.weights = context.model().get_weights();
    if (!baseline || s.monitor.improves(*value, baseline)) s.wait = 0;
    return;
  }
  if (s.wait >= patience && epoch > 0) {
    s.stopped_epoch = epoch;
    context.stop("EarlyStopping: '" + monitor + "' did not get better");
  }
}

void EarlyStopping::on_train_end(FitContext& context) const {
  const detail::EarlyStoppingState& s = *state;
  if (s.stopped_epoch >= 0 && verbose > 0)
    context.print("Epoch " + std::to_string(s.stopped_epoch + 1) + ": early stopping");
  if (!restore_best_weights || s.weights.empty()) return;
  if (verbose > 0) {
    context.print("Restoring model weights from the end of the best epoch: " + std::to_string(s.best_epoch + 1) + ".");
  }
  context.model().set_weights(s.weights);
}

double EarlyStopping::best() const { return state->best.value_or(std::numeric_limits<double>::quiet_NaN()); }
std::int64_t EarlyStopping::best_epoch() const { return state->best_epoch; }
std::int64_t EarlyStopping::stopped_epoch() const { return state->stopped_epoch; }

}  // namespace glia
