#include "glia/metrics/top_k_categorical_accuracy.hpp"

#include "glia/losses/target.hpp"
#include "glia/metrics/top_k.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::metrics {

void TopKCategoricalAccuracy::fields(Fields& f) {
  f("k", &TopKCategoricalAccuracy::k)("name", &TopKCategoricalAccuracy::name);
}

Tensor TopKCategoricalAccuracy::values(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::one_hot_target(name, target, output);
  return detail::in_top_k(name, ops::argmax(t), y, k);
}

}  // namespace glia::metrics
