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

Metric resolve_accuracy(const std::string& name, const Shape& target, const Shape& output) {
  if (one_unit(output)) return metrics::BinaryAccuracy{.name = name};
  if (sparse(target, output)) return metrics::SparseCategoricalAccuracy{.name = name};
  return metrics::CategoricalAccuracy{.name = name};
}

Metric resolve_crossentropy(const std::string& name, const Shape& target, const Shape& output) {
  if (one_unit(output)) return metrics::BinaryCrossentropy{.name = name};
  if (sparse(target, output)) return metrics::SparseCategoricalCrossentropy{.name = name};
  return metrics::CategoricalCrossentropy{.name = name};
}

Metric resolved_metric(const Metric& given, const Shape& target, const Shape& output) {
  const std::string name = given.name();
  const auto is_a = [&](const char* class_name) { return given.config()["class_name"].as_string() == class_name; };
  if ((name == "accuracy" || name == "acc") && is_a("Accuracy")) return resolve_accuracy(name, target, output);
  if ((name == "crossentropy" || name == "ce") && is_a("CategoricalCrossentropy"))
    return resolve_crossentropy(name, target, output);
  return given;
}

}  // namespace glia::detail
