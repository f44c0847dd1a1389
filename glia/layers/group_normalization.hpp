#pragma once
#include <string>

#include "glia/constraints/constraint.hpp"
#include "glia/initializers/initializer.hpp"
#include "glia/layers/layer.hpp"
#include "glia/regularizers/regularizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// y = gamma · (x − mean) / √(variance + epsilon) + beta, mean and variance over all of a sample in one of `groups`
/// equal groups of channels; −1: each channel is a group.  (n, …) → (n, …) Weights: gamma, beta, each (x.dim(axis)).
/// ValueError for an axis that is the batch or outside the input, groups that do not divide the channels, or epsilon <
/// 0. Wu and He 2018.
struct GroupNormalization {
  Dim groups = 32;
  Dim axis = -1;
  double epsilon = 1e-3;
  bool center = true;
  bool scale = true;
  Initializer beta_initializer = "zeros";
  Initializer gamma_initializer = "ones";
  Regularizer beta_regularizer = {};
  Regularizer gamma_regularizer = {};
  Constraint beta_constraint = {};
  Constraint gamma_constraint = {};
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static constexpr bool supports_masking = true;
  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
