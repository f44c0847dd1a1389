// internal
#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

namespace glia::detail {

/// What "accuracy" means, by Keras's rules, which read the shapes alone: BinaryAccuracy for an output of one unit,
/// SparseCategoricalAccuracy for class numbers, otherwise CategoricalAccuracy (also when the loss is
/// binary_crossentropy). The metric is named "accuracy".
Metric resolve_accuracy(const std::string& loss_name, const Shape& target, const Shape& output);
/// The same for "crossentropy".
Metric resolve_crossentropy(const std::string& loss_name, const Shape& target, const Shape& output);

}  // namespace glia::detail
