// internal
#pragma once
#include <map>
#include <span>

#include "glia/model/model_state.hpp"

namespace glia::detail {

/// Targets that a loss on classes can make sense of: class numbers are whole numbers; what stands for a probability
/// lies in [0, 1]; labels of "ctc" fit into the frames. A DataError names the first sample that does not. Other class
/// numbers outside the classes are found by a step.
void check_labels(const ModelState& model, const Source& y);

/// Class weights belong to the class numbers, or one-hot targets, of a model with one output, as in Keras.
void check_class_weight(const ModelState& model, const Source& y, const std::map<std::int64_t, double>& weights);

/// A step found a label outside its classes but knows only its place in the batch: a DataError for the first one in the
/// samples `rows` of y. Returns if there is none.
void throw_label_outside(const ModelState& model, const Source& y, std::span<const std::int32_t> rows);

}  // namespace glia::detail
