#pragma once
#include <string>

#include "glia/optimizers/optimizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// "Follow the regularized leader" (McMahan et al. 2013), p = −learning_rate_power, l1, l2, shrinkage s the three
/// strengths; n = initial_accumulator_value and z = 0 at first:
///   n' = n + g²; z += g + 2·s·w − (n'ᵖ − nᵖ)·w/lr; w = (clip(z, −l1, l1) − z) / (n'ᵖ/lr + 2·l2 + beta/lr); n = n'
struct Ftrl {
  LearningRate learning_rate = 0.001;
  double learning_rate_power = -0.5;
  double initial_accumulator_value = 0.1;
  double l1_regularization_strength = 0;
  double l2_regularization_strength = 0;
  double l2_shrinkage_regularization_strength = 0;
  double beta = 0;
  double weight_decay = 0;
  double clipnorm = 0;
  double clipvalue = 0;
  double global_clipnorm = 0;
  bool use_ema = false;
  double ema_momentum = 0.99;
  Dim ema_overwrite_frequency = 0;
  double loss_scale_factor = 0;
  Dim gradient_accumulation_steps = 0;
  std::string name = "ftrl";

  static void fields(Fields& f);
  void check() const;  ///< a ValueError if a number lies outside its range
  void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const;
};

}  // namespace glia
#pragma GCC visibility pop
