#pragma once
#include <string>

#include "glia/losses/loss.hpp"

namespace [[gnu::visibility("default")]] glia {
namespace losses {

/// −ln p[target], where p is the output, or its softmax if from_logits.  labels (n, …), (n, …, classes) → (n, …)
/// Labels (n, …, 1) and whole numbers as reals fit, too. A label outside [0, classes) is a DataError at run time.
struct SparseCategoricalCrossentropy {
  bool from_logits = false;
  std::string reduction = "sum_over_batch_size";
  Dim axis = -1;
  std::string name = "sparse_categorical_crossentropy";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace losses
}  // namespace glia
