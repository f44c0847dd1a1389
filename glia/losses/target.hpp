// internal
#pragma once
#include <string>

#include "glia/graph/tensor.hpp"

namespace glia::detail {

/// A target and an output of one shape and dtype, ready for a loss or metric.
struct TargetPair {
  Tensor target;
  Tensor output;
};

/// The pair as (n, …) both: a target (n) fits an output (n, 1) and the reverse; nothing else is broadcast. The target
/// is cast to the output's dtype, which is made real. ShapeError names both shapes; `where` is the loss.
TargetPair matching_target(const std::string& where, const Tensor& target, const Tensor& output);

/// A target of probabilities (n, …, classes) for an output of the same shape with two classes or more.
TargetPair one_hot_target(const std::string& where, const Tensor& target, const Tensor& output);

/// Integer labels (n, …) for an output (n, …, classes); labels (n, …, 1) and whole numbers as reals fit, too.
TargetPair sparse_target(const std::string& where, const Tensor& target, const Tensor& output);

/// As matching_target, but class numbers for an output of several units are told what to do.
TargetPair binary_target(const std::string& where, const Tensor& target, const Tensor& output);

/// A ValueError unless 0 ≤ smoothing ≤ 1.
void require_smoothing(const std::string& where, double smoothing);

/// `axis` moved to the end.
Tensor axis_last(const Tensor& t, Dim axis);

/// Sample weights in the rank of the values that they weigh: one for each sample, or one for each value of it, as Keras
/// takes them: (n), (n, 1) or (n, t) for values (n, t). A ShapeError that names sample_weight for others.
Tensor fitted_weight(const Tensor& weight, const Shape& values);
/// An output's mask in the shape of the losses that it leaves out; a ShapeError that says so if it does not fit.
Tensor fitted_mask(const Tensor& mask, const Shape& values);

}  // namespace glia::detail
