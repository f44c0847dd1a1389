#pragma once
#include <string>

#include "glia/constraints/constraint.hpp"
#include "glia/initializers/initializer.hpp"
#include "glia/layers/layer.hpp"
#include "glia/regularizers/regularizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// y = gamma · (x − mean) / √(variance + epsilon) + beta, one gamma, beta, mean and variance for each index of `axis`.
/// (n, …) → (n, …)
/// In training mean and variance are those of the batch over all other axes, gradients flow through them, and
/// moving_mean and moving_variance become momentum · old + (1 − momentum) · batch. Otherwise, and when the layer is not
/// trainable, y is made with the moving ones. Weights: gamma, beta, moving_mean, moving_variance, each (x.dim(axis)).
/// ValueError for an axis outside the input, momentum outside [0, 1] or epsilon < 0. Keras's renorm is left out, and
/// synchronized, which has no meaning in one process. Ioffe and Szegedy 2015.
struct BatchNormalization {
  Dim axis = -1;
  double momentum = 0.99;
  double epsilon = 1e-3;
  bool center = true;
  bool scale = true;
  Initializer beta_initializer = "zeros";
  Initializer gamma_initializer = "ones";
  Initializer moving_mean_initializer = "zeros";
  Initializer moving_variance_initializer = "ones";
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
