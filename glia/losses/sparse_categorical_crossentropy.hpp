#pragma once
#include <optional>
#include <string>

#include "glia/base/optional_dim.hpp"
#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// −ln p[target], where p is the output, or its softmax if from_logits.  labels (n, …), (n, …, classes) → (n, …)
/// Samples of ignore_class have the loss 0 and do not count in the mean.
/// Labels (n, …, 1) and whole numbers as reals fit, too. A label outside [0, classes) is a DataError at run time.
struct SparseCategoricalCrossentropy {
  bool from_logits = false;
  std::optional<Dim> ignore_class = {};
  std::string reduction = "sum_over_batch_size";
  Dim axis = -1;
  std::string name = "sparse_categorical_crossentropy";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
  Tensor mask(const Tensor& target, const Tensor& output, const Tensor& values) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
