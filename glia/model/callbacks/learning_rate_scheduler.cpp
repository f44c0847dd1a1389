#include "glia/model/callbacks/learning_rate_scheduler.hpp"

#include <cmath>

#include "glia/base/error.hpp"
#include "glia/model/callbacks/number_text.hpp"
#include "glia/model/model.hpp"

namespace glia {

void LearningRateScheduler::on_train_begin(FitContext&) const {
  if (schedule) return;
  throw ValueError({.where = "LearningRateScheduler",
                    .rule = "A schedule must be given",
                    .expected = "a function (epoch, rate) → rate",
                    .received = "none"});
}

void LearningRateScheduler::on_epoch_begin(FitContext& context) const {
  const Optimizer optimizer = context.model().optimizer();
  const double rate = schedule(context.epoch(), optimizer.learning_rate());
  if (!std::isfinite(rate)) {
    throw ValueError({.where = "LearningRateScheduler",
                      .rule = "The schedule must return a finite number",
                      .received = detail::number_text(rate) + " for epoch " + std::to_string(context.epoch())});
  }
  optimizer.set_learning_rate(rate);
  if (verbose > 0) {
    context.print("Epoch " + std::to_string(context.epoch() + 1) + ": LearningRateScheduler setting learning rate to " +
                  detail::number_text(rate) + ".");
  }
}

void LearningRateScheduler::on_epoch_end(FitContext& context) const {
  context.log("learning_rate", context.model().optimizer().learning_rate());
}

}  // namespace glia
