#pragma once
#include <string>

#include "glia/optimizers/optimizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Gradient descent: w −= g·lr. With momentum: m = m·momentum − g·lr; w += m, or, if nesterov, w += m·momentum − g·lr.
/// weight_decay d: first w −= (w·d)·lr. clipnorm, clipvalue, global_clipnorm: bounds on the gradient; at most one, 0 =
/// none. decay: lr / (1 + decay·iterations), the same as schedules::InverseTimeDecay{lr, 1, decay}, which
/// configurations hold.
struct SGD {
  LearningRate learning_rate = 0.01;
  double momentum = 0;
  bool nesterov = false;
  double weight_decay = 0;
  double clipnorm = 0;
  double clipvalue = 0;
  double global_clipnorm = 0;
  bool use_ema = false;
  double ema_momentum = 0.99;
  Dim ema_overwrite_frequency = 0;
  double loss_scale_factor = 0;
  Dim gradient_accumulation_steps = 0;
  double decay = 0;
  std::string name = "sgd";

  static void fields(Fields& f);
  void check() const;  ///< a ValueError if a number lies outside its range
  LearningRate effective_learning_rate() const;
  void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const;
};

}  // namespace glia
#pragma GCC visibility pop
