#pragma once
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "glia/base/dim.hpp"
#include "glia/model/callback.hpp"

namespace glia::detail {
struct ModelCheckpointState;
}

namespace [[gnu::visibility("default")]] glia {

/// "epoch", or a number of batches.
class SaveFrequency {
 public:
  SaveFrequency(const char* word);         // NOLINT: a ValueError unless it is "epoch"
  SaveFrequency(const std::string& word);  // NOLINT
  template <std::integral T>
  requires(!std::same_as<T, bool>) SaveFrequency(T batches) : SaveFrequency(Batches{batches}) {}  // NOLINT
  std::int64_t batches() const { return batches_; }                                               ///< 0 = each epoch

 private:
  struct Batches {
    Dim count;
  };
  SaveFrequency(Batches batches);
  std::int64_t batches_ = 0;
};

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
