#pragma once
#include <memory>
#include <optional>
#include <string>

#include "glia/base/dim.hpp"
#include "glia/model/callback.hpp"
#include "glia/model/callbacks/save_frequency.hpp"

namespace glia::detail {
struct ModelCheckpointState;
}

#pragma GCC visibility push(default)
namespace glia {

/// Saves the model by Model::save() after each epoch, or after every save_freq batches; the file is replaced whole or
/// not at all. The path may hold {epoch:02d} (from 1), {batch} and the numbers of the logs, as {val_loss:.2f}.
struct ModelCheckpoint {
  std::string filepath = {};
  std::string monitor = "val_loss";
  Dim verbose = 0;  ///< 1: says each save
  bool save_best_only = false;
  bool save_weights_only = false;  ///< an UnsupportedError when training begins
  std::string mode = "auto";
  SaveFrequency save_freq = "epoch";
  std::optional<double> initial_value_threshold = {};  ///< what the first save must beat, with save_best_only

  void on_train_begin(FitContext& context) const;
  void on_train_batch_end(FitContext& context) const;
  void on_epoch_end(FitContext& context) const;
  bool wants_batches() const { return save_freq.batches() > 0; }

  std::shared_ptr<detail::ModelCheckpointState> state = made();

 private:
  static std::shared_ptr<detail::ModelCheckpointState> made();
};

}  // namespace glia
#pragma GCC visibility pop
