#include "glia/model/callbacks/stop_rule.hpp"

#include "glia/model/callbacks/number_text.hpp"

namespace glia {

void StopRule::on_epoch_end(FitContext& context) const {
  const Logs logs = context.logs();
  if (logs.contains("loss") && logs["loss"] <= target_loss)
    context.stop("StopRule: the loss reached " + detail::number_text(target_loss));
}

void StopRule::on_train_batch_end(FitContext& context) const {
  if (wants_gradient_norm() && context.gradient_norm() <= gradient_norm)
    context.stop("StopRule: the gradient's norm fell to " + detail::number_text(gradient_norm));
  if (context.seconds() >= seconds) context.stop("StopRule: " + detail::number_text(seconds) + " seconds have passed");
}

}  // namespace glia
