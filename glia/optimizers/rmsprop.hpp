#pragma once
#include <string>

#include "glia/optimizers/optimizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// RMSprop (Hinton 2012): v = rho·v + (1 − rho)·g²; step = (lr·g) / √(v + epsilon); w −= step.
/// centered: a = rho·a + (1 − rho)·g, and v − a² takes the place of v under the root. momentum: m = momentum·m + step;
/// w −= m. weight_decay d: first w −= (w·d)·lr. clipnorm, clipvalue, global_clipnorm: bounds on the gradient; at most
/// one, 0 = none.
struct RMSprop {
  LearningRate learning_rate = 0.001;
  double rho = 0.9;
  double momentum = 0;
  double epsilon = 1e-7;
  bool centered = false;
  double weight_decay = 0;
  double clipnorm = 0;
  double clipvalue = 0;
  double global_clipnorm = 0;
  bool use_ema = false;
  double ema_momentum = 0.99;
  Dim ema_overwrite_frequency = 0;
  double loss_scale_factor = 0;
  Dim gradient_accumulation_steps = 0;
  std::string name = "rmsprop";

  static void fields(Fields& f);
  void check() const;  ///< a ValueError if a number lies outside its range
  void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const;
};

}  // namespace glia
#pragma GCC visibility pop
