#pragma once
#include <limits>

#include "glia/model/callback.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Ends training when the first of its limits is reached.
struct StopRule {
  double target_loss = -std::numeric_limits<double>::infinity();  ///< an epoch's mean loss at or below this
  /// √(Σ g²) over all gradients of a step, before clipping, at or below this; looked at after each step.
  double gradient_norm = -std::numeric_limits<double>::infinity();
  double seconds = std::numeric_limits<double>::infinity();  ///< since fit() began; looked at after each step

  void on_epoch_end(FitContext& context) const;
  void on_train_batch_end(FitContext& context) const;
  bool wants_batches() const { return seconds < std::numeric_limits<double>::infinity() || wants_gradient_norm(); }
  bool wants_gradient_norm() const { return gradient_norm > -std::numeric_limits<double>::infinity(); }
};

}  // namespace glia
#pragma GCC visibility pop
