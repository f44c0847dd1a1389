// internal
#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

namespace glia::detail {

/// What "accuracy" means, by Keras's rules, which read the shapes alone: BinaryAccuracy for an output of one unit,
/// SparseCategoricalAccuracy for class numbers, otherwise CategoricalAccuracy (also when the loss is
/// binary_crossentropy). The metric gets `name`, "accuracy" or "acc".
Metric resolve_accuracy(const std::string& name, const Shape& target, const Shape& output);
/// The same for "crossentropy" or "ce".
Metric resolve_crossentropy(const std::string& name, const Shape& target, const Shape& output);
/// What the model measures for a metric that was given by name; itself if that has one meaning.
Metric resolved_metric(const Metric& given, const Shape& target, const Shape& output);

}  // namespace glia::detail
