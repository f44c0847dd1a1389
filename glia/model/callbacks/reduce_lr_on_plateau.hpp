#pragma once
#include <memory>
#include <string>

#include "glia/base/dim.hpp"
#include "glia/model/callback.hpp"

namespace glia::detail {
struct ReduceLROnPlateauState;
}

#pragma GCC visibility push(default)
namespace glia {

/// Multiplies the learning rate by `factor` when a number of the logs has not got better by more than min_delta for
/// `patience` epochs; then waits `cooldown` epochs. Adds "learning_rate" to the logs. A ValueError when training begins
/// if factor ≥ 1 or if a schedule sets the rate.
struct ReduceLROnPlateau {
  std::string monitor = "val_loss";
  double factor = 0.1;
  Dim patience = 10;
  Dim verbose = 0;  ///< 1: says each change
  std::string mode = "auto";
  double min_delta = 1e-4;
  Dim cooldown = 0;
  double min_lr = 0;  ///< the rate is never set below

  void on_train_begin(FitContext& context) const;
  void on_epoch_end(FitContext& context) const;

  std::shared_ptr<detail::ReduceLROnPlateauState> state = made();

 private:
  static std::shared_ptr<detail::ReduceLROnPlateauState> made();
};

}  // namespace glia
#pragma GCC visibility pop
