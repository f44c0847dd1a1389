#pragma once
#include <limits>

#include "glia/model/callback.hpp"

namespace [[gnu::visibility("default")]] glia {

/// Ends training when the first of its limits is reached.
struct StopRule {
  double target_loss = -std::numeric_limits<double>::infinity();  ///< an epoch's mean loss at or below this
  double seconds = std::numeric_limits<double>::infinity();       ///< since fit() began; looked at after each step

  void on_epoch_end(FitContext& context) const;
  void on_train_batch_end(FitContext& context) const;
  bool wants_batches() const { return seconds < std::numeric_limits<double>::infinity(); }
};

}  // namespace glia
