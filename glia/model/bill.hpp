// internal
#pragma once
#include "glia/model/model_state.hpp"

namespace glia::detail {

/// What a program will need, in bytes, without running it.
struct Bill {
  std::int64_t weights = 0;    ///< of the model, as they are stored: panels are padded to 16 columns
  std::int64_t optimizer = 0;  ///< slots, iteration and learning rate
  std::int64_t metrics = 0;    ///< their state and that of the loss
  std::int64_t arena = 0;      ///< intermediate values and gradients at their peak
  std::int64_t scratch = 0;    ///< of one thread
  int threads = 1;             ///< that the program will run on
  double flops = 0;            ///< of one step
  /// Each block that will be asked of the heap; their sum is total(). Beside them stands what describes the model and
  /// its programs (nodes, kernels), which does not grow with sizes or the batch, and during fit() the order of the
  /// samples, 4 bytes each.
  std::vector<std::int64_t> blocks;
  std::int64_t total() const { return weights + optimizer + metrics + arena + scratch * threads; }
};

/// For data in memory of the model's input shapes and dtypes, with targets as the loss wants them; on a copy of the
/// model, so that nothing is drawn and no layout is fixed in it.
Bill training_bill(const ModelState& model, std::int64_t batch);
Bill predicting_bill(const ModelState& model, std::int64_t batch);

}  // namespace glia::detail
