#include "glia/metrics/resolve_accuracy.hpp"

#include "glia/metrics/binary_accuracy.hpp"
#include "glia/metrics/binary_crossentropy.hpp"
#include "glia/metrics/categorical_accuracy.hpp"
#include "glia/metrics/categorical_crossentropy.hpp"
#include "glia/metrics/sparse_categorical_accuracy.hpp"
#include "glia/metrics/sparse_categorical_crossentropy.hpp"

namespace glia::detail {
namespace {

bool one_unit(const Shape& output) { return output.rank() < 2 || output.dim(-1) == 1; }

bool sparse(const Shape& target, const Shape& output) {
  return target.rank() < output.rank() || (target.dim(-1) == 1 && output.dim(-1) > 1);
}

}  // namespace

Metric resolve_accuracy(const std::string&, const Shape& target, const Shape& output) {
  if (one_unit(output)) return metrics::BinaryAccuracy{.name = "accuracy"};
  if (sparse(target, output)) return metrics::SparseCategoricalAccuracy{.name = "accuracy"};
  return metrics::CategoricalAccuracy{.name = "accuracy"};
}

Metric resolve_crossentropy(const std::string&, const Shape& target, const Shape& output) {
  if (one_unit(output)) return metrics::BinaryCrossentropy{.name = "crossentropy"};
  if (sparse(target, output)) return metrics::SparseCategoricalCrossentropy{.name = "crossentropy"};
  return metrics::CategoricalCrossentropy{.name = "crossentropy"};
}

}  // namespace glia::detail
