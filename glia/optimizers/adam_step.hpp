// internal
#pragma once
#include "glia/optimizers/optimizer.hpp"

namespace glia::detail {

/// t = updates done + 1, in f64 for f64 weights: else a step is off by 1e-8.
Tensor step_number(const OptimizerScope& scope, const Variable& w);
/// 1 − betaᵗ; as written it would lose five digits of f32 at 0.999, and move the losses by 2e-5.
Tensor one_minus_power(double beta, const Tensor& t);

/// New values of the slots "momentum" and "velocity": m + (g − m)·(1 − beta_1), v + (g² − v)·(1 − beta_2).
struct Moments {
  Tensor m, v;
};
Moments moments(OptimizerScope& scope, const Tensor& g, double beta_1, double beta_2);

/// Adam's step with this learning rate; see there.
struct AdamStep {
  double beta_1, beta_2, epsilon;
  bool amsgrad = false;
};
void adam_step(OptimizerScope& scope, const Variable& w, const Tensor& g, const Tensor& learning_rate,
               const AdamStep& how);

}  // namespace glia::detail
