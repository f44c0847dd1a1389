#pragma once
#include <string>

#include "glia/optimizers/optimizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Adam (Kingma and Ba 2014), with t = iteration + 1:
///   m += (g − m)·(1 − beta_1); v += (g² − v)·(1 − beta_2); w −= (m·α) / (√v + epsilon); α = lr·√(1 − beta_2ᵗ) / (1 −
///   beta_1ᵗ)
/// amsgrad: the largest v so far takes the place of v. weight_decay d: first w −= (w·d)·lr. clipnorm, clipvalue,
/// global_clipnorm: bounds on the gradient; at most one, 0 = none.
struct Adam {
  LearningRate learning_rate = 0.001;
  double beta_1 = 0.9;
  double beta_2 = 0.999;
  double epsilon = 1e-7;
  bool amsgrad = false;
  double weight_decay = 0;
  double clipnorm = 0;
  double clipvalue = 0;
  double global_clipnorm = 0;
  bool use_ema = false;
  double ema_momentum = 0.99;
  Dim ema_overwrite_frequency = 0;
  double loss_scale_factor = 0;
  Dim gradient_accumulation_steps = 0;
  std::string name = "adam";

  static void fields(Fields& f);
  void check() const;  ///< a ValueError if a number lies outside its range
  void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const;
};

}  // namespace glia
#pragma GCC visibility pop
