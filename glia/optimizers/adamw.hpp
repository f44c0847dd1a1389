#pragma once
#include <string>

#include "glia/optimizers/optimizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Adam with decoupled weight decay (Loshchilov and Hutter 2017): w −= (w·weight_decay)·lr, then as Adam.
struct AdamW {
  LearningRate learning_rate = 0.001;
  double weight_decay = 0.004;
  double beta_1 = 0.9;
  double beta_2 = 0.999;
  double epsilon = 1e-7;
  bool amsgrad = false;
  double clipnorm = 0;
  double clipvalue = 0;
  double global_clipnorm = 0;
  bool use_ema = false;
  double ema_momentum = 0.99;
  Dim ema_overwrite_frequency = 0;
  double loss_scale_factor = 0;
  Dim gradient_accumulation_steps = 0;
  std::string name = "adamw";

  static void fields(Fields& f);
  void check() const;  ///< a ValueError if a number lies outside its range
  void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const;
};

}  // namespace glia
#pragma GCC visibility pop
