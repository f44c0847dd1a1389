#pragma once
#include <memory>

#include "glia/model/callback.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Exchanges the weights and their moving averages, which an optimizer with use_ema keeps: for the validation, or, with
/// swap_on_epoch, from the end of each epoch (so that a ModelCheckpoint further down the list saves the averages) to
/// the beginning of the next. After the last epoch, or if training is already known to stop, the averages stay. A
/// ValueError if the optimizer keeps none.
struct SwapEMAWeights {
  bool swap_on_epoch = false;

  void on_train_begin(FitContext& context) const;
  void on_epoch_begin(FitContext& context) const;
  void on_epoch_end(FitContext& context) const;
  void on_test_begin(FitContext& context) const;
  void on_test_end(FitContext& context) const;

  static std::shared_ptr<bool> no();
  std::shared_ptr<bool> averages_in_model = no();
};

}  // namespace glia
#pragma GCC visibility pop
