#include "glia/model/callbacks/reduce_lr_on_plateau.hpp"

#include <algorithm>
#include <optional>

#include "glia/base/error.hpp"
#include "glia/model/callbacks/monitor.hpp"
#include "glia/model/callbacks/number_text.hpp"
#include "glia/model/model.hpp"

namespace glia {
namespace detail {

struct ReduceLROnPlateauState {
  Monitor monitor;
  std::int64_t wait = 0;
  std::int64_t cooling = 0;
  std::optional<double> best;
};

}  // namespace detail

std::shared_ptr<detail::ReduceLROnPlateauState> ReduceLROnPlateau::made() {
  return std::make_shared<detail::ReduceLROnPlateauState>();
}

void ReduceLROnPlateau::on_train_begin(FitContext& context) const {
  if (!(factor < 1)) {
    throw ValueError(
        {.where = "ReduceLROnPlateau", .rule = "factor must be below 1", .received = detail::number_text(factor)});
  }
  *state = {};
  state->monitor = detail::Monitor("ReduceLROnPlateau", monitor, mode, min_delta);
  const Optimizer optimizer = context.model().optimizer();
  optimizer.set_learning_rate(optimizer.learning_rate());  // refuses a schedule now, not after ten epochs
}

void ReduceLROnPlateau::on_epoch_end(FitContext& context) const {
  detail::ReduceLROnPlateauState& s = *state;
  const Optimizer optimizer = context.model().optimizer();
  const double rate = optimizer.learning_rate();
  context.log("learning_rate", rate);
  const std::optional<double> value = s.monitor.read(context, context.logs());
  if (!value) return;
  if (s.cooling > 0) {
    --s.cooling;
    s.wait = 0;
  }
  if (s.monitor.improves(*value, s.best)) {
    s.best = value;
    s.wait = 0;
    return;
  }
  if (s.cooling > 0 || ++s.wait < patience) return;
  // The rate is kept as float: one that min_lr has set reads back as the float next to it.
  if (rate <= static_cast<double>(static_cast<float>(min_lr))) return;
  const double lower = std::max(rate * factor, min_lr);
  optimizer.set_learning_rate(lower);
  if (verbose > 0) {
    context.print("Epoch " + std::to_string(context.epoch() + 1) + ": ReduceLROnPlateau reducing learning rate to " +
                  detail::number_text(lower) + ".");
  }
  s.cooling = cooldown;
  s.wait = 0;
}

}  // namespace glia
