#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

namespace [[gnu::visibility("default")]] glia {
namespace metrics {

/// Mean of the loss of the same name.
struct SparseCategoricalCrossentropy {
  bool from_logits = false;
  std::string name = "sparse_categorical_crossentropy";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace metrics
}  // namespace glia
