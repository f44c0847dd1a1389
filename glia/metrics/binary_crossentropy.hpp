#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean of the loss of the same name.
struct BinaryCrossentropy {
  bool from_logits = false;
  double label_smoothing = 0;
  std::string name = "binary_crossentropy";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
