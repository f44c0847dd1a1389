// internal
#pragma once
#include <cstdint>
#include <vector>

#include "glia/base/sizes.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

/// The axes as numbers from 0 in rising order; a ValueError for none, one outside of `shape`, or one given twice.
std::vector<int> axes_within(const Sizes& axes, const Shape& shape);
/// All axes of `shape` but these.
std::vector<int> other_axes(const std::vector<int>& axes, const Shape& shape);
/// The sizes of `shape` along `axes`.
Shape sizes_along(const std::vector<int>& axes, const Shape& shape);
/// v, whose sizes are those of `like` along `axes`, with sizes of 1 for its other axes.
Tensor laid_along(const Tensor& v, const std::vector<int>& axes, const Shape& like);
void check_epsilon(double epsilon);

template <class L>
Variable gamma_of(const L& layer, Scope& scope, const Shape& shape) {
  return scope.weight("gamma", shape, layer.gamma_initializer, layer.gamma_regularizer, layer.gamma_constraint);
}
template <class L>
Variable beta_of(const L& layer, Scope& scope, const Shape& shape) {
  return scope.weight("beta", shape, layer.beta_initializer, layer.beta_regularizer, layer.beta_constraint);
}
/// Makes gamma and beta, as far as the layer has them.
template <class L>
void declare_scale_and_center(const L& layer, Scope& scope, const Shape& shape) {
  if (layer.scale) gamma_of(layer, scope, shape);
  if (layer.center) beta_of(layer, scope, shape);
}

/// centred / √(variance + epsilon), times gamma, plus beta; each of the weights along `axes` of a tensor like `like`.
/// x − mean is taken first: x / σ − mean / σ would lose the digits that the two have in common.
template <class L>
Tensor scaled_and_centred(const L& layer, Scope& scope, const Tensor& centred, const Tensor& variance,
                          const std::vector<int>& axes, const Shape& like, const Shape& weights) {
  check_epsilon(layer.epsilon);
  Tensor factor = ops::rsqrt(variance + layer.epsilon);
  if (layer.scale) factor = factor * laid_along(gamma_of(layer, scope, weights), axes, like);
  const Tensor y = centred * factor;
  return layer.center ? y + laid_along(beta_of(layer, scope, weights), axes, like) : y;
}

template <class L>
void scale_and_center_fields(Fields& f) {
  f("epsilon", &L::epsilon)("center", &L::center)("scale", &L::scale);
  f("beta_initializer", &L::beta_initializer)("gamma_initializer", &L::gamma_initializer);
}

template <class L>
void weight_rule_fields(Fields& f) {
  f("beta_regularizer", &L::beta_regularizer)("gamma_regularizer", &L::gamma_regularizer);
  f("beta_constraint", &L::beta_constraint)("gamma_constraint", &L::gamma_constraint);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

}  // namespace glia::detail
