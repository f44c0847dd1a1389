#pragma once
#include <optional>
#include <string>

#include "glia/base/optional_dim.hpp"
#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean of the loss of the same name. Samples of ignore_class have the value 0; they are left out of the count only
/// where there are weights, as in running Keras.
struct SparseCategoricalCrossentropy {
  bool from_logits = false;
  std::optional<Dim> ignore_class = {};
  Dim axis = -1;
  std::string name = "sparse_categorical_crossentropy";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
  Tensor weight(const Tensor& target, const Tensor& output, const Tensor& given) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
