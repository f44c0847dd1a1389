#pragma once
#include "glia/graph/tensor.hpp"

// Functions of whole rows, each stable for large values.
#pragma GCC visibility push(default)
namespace glia {
namespace ops {

Tensor softmax(const Tensor& x, int axis = -1);      ///< e^x / Σ e^x
Tensor log_softmax(const Tensor& x, int axis = -1);  ///< x − ln Σ e^x

/// −ln softmax(logits)[label] for each row: (…, classes), integer (…) → (…). A label outside [0, classes) is a
/// DataError.
Tensor sparse_categorical_crossentropy(const Tensor& labels, const Tensor& output, bool from_logits = false);
/// −Σ target·ln p over the last axis. From probabilities p is rescaled to sum 1 and clipped to [1e-7, 1 − 1e-7], as in
/// Keras.
Tensor categorical_crossentropy(const Tensor& target, const Tensor& output, bool from_logits = false);
/// −t·ln p − (1−t)·ln(1−p), elementwise; probabilities are clipped to [1e-7, 1 − 1e-7].
Tensor binary_crossentropy(const Tensor& target, const Tensor& output, bool from_logits = false);

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
