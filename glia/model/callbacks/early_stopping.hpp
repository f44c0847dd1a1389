#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "glia/base/dim.hpp"
#include "glia/model/callback.hpp"

namespace glia::detail {
struct EarlyStoppingState;
}

#pragma GCC visibility push(default)
namespace glia {

/// Ends training when a number of the logs has stopped getting better: after an epoch (not the first) that is the
/// `patience`-th in a row without an improvement on the best by more than min_delta. Decides as Keras does, epoch by
/// epoch. A number that is not in the logs is said once by a hint and then ignored.
struct EarlyStopping {
  std::string monitor = "val_loss";
  double min_delta = 0;
  Dim patience = 0;
  Dim verbose = 0;                      ///< 1: says when it stops and which weights it restores
  std::string mode = "auto";            ///< "min", "max", or "auto": from the metric's name
  std::optional<double> baseline = {};  ///< patience starts anew only at improvements that also beat this
  bool restore_best_weights = false;    ///< when training ends, stopped or not
  Dim start_from_epoch = 0;             ///< epochs before this one are not looked at

  void on_train_begin(FitContext& context) const;
  void on_epoch_end(FitContext& context) const;
  void on_train_end(FitContext& context) const;

  // What the last fit() saw; copies of this struct share it. Epochs count from 0.
  double best() const;                 ///< NaN before the first look
  std::int64_t best_epoch() const;     ///< −1 before the first look
  std::int64_t stopped_epoch() const;  ///< −1 if it did not stop training

  std::shared_ptr<detail::EarlyStoppingState> state = made();

 private:
  static std::shared_ptr<detail::EarlyStoppingState> made();
};

}  // namespace glia
#pragma GCC visibility pop
