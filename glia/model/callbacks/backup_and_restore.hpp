#pragma once
#include <memory>
#include <string>

#include "glia/model/callback.hpp"
#include "glia/model/callbacks/save_frequency.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Goes on with a training that was interrupted: saves weights, optimizer state, epoch and seed after each epoch (or
/// every save_freq batches) into backup_dir/latest.safetensors, and a fit() that finds that file begins where it ends.
/// After whole epochs the weights become the same, to the last bit, as without an interruption; a save within an epoch
/// repeats that epoch. double_checkpoint keeps the save before, too, for the case that the last is damaged.
/// delete_checkpoint removes the files when training ends, but not after an interrupt.
/// A ValueError if backup_dir is empty, a FileError if a file is not of this model.
struct BackupAndRestore {
  std::string backup_dir = {};
  SaveFrequency save_freq = "epoch";
  bool double_checkpoint = false;
  bool delete_checkpoint = true;

  void on_train_begin(FitContext& context) const;
  void on_train_batch_end(FitContext& context) const;
  void on_epoch_end(FitContext& context) const;
  void on_train_end(FitContext& context) const;
  bool wants_batches() const { return save_freq.batches() > 0; }

  static std::shared_ptr<std::int64_t> no_batches();
  std::shared_ptr<std::int64_t> batches = no_batches();  ///< since the last save
};

}  // namespace glia
#pragma GCC visibility pop
