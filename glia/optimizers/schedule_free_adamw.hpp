#pragma once
#include <string>

#include "glia/optimizers/optimizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Defazio et al. 2024, with t from 1; z is the weight at first, v as in Adam, and lr grows in a straight line for
/// warmup_steps steps:
///   x = (w − (1 − beta_1)·z) / beta_1; z −= lr·g / (√(v / (1 − beta_2ᵗ)) + epsilon)
///   w = (1 − beta_1)·z + beta_1·((1 − 1/t)·x + z/t)
struct ScheduleFreeAdamW {
  LearningRate learning_rate = 0.0025;
  double beta_1 = 0.9;
  double beta_2 = 0.999;
  double epsilon = 1e-8;
  double warmup_steps = 0;
  double weight_decay = 0;
  double clipnorm = 0;
  double clipvalue = 0;
  double global_clipnorm = 0;
  bool use_ema = false;
  double ema_momentum = 0.99;
  Dim ema_overwrite_frequency = 0;
  double loss_scale_factor = 0;
  Dim gradient_accumulation_steps = 0;
  std::string name = "schedule_free_adamw";

  static void fields(Fields& f);
  void check() const;  ///< a ValueError if a number lies outside its range
  void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const;
};

}  // namespace glia
#pragma GCC visibility pop
