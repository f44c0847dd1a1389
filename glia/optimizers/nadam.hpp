#pragma once
#include <string>

#include "glia/optimizers/optimizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Adam with Nesterov momentum (Dozat 2016), with t from 1 and μₜ = beta_1·(1 − ½·0.96ᵗ), P = Π μ up to t:
///   m and v as in Adam; m̂ = m·μₜ₊₁ / (1 − P·μₜ₊₁) + g·(1 − μₜ) / (1 − P); w −= m̂·lr / (√(v / (1 − beta_2ᵗ)) + epsilon)
struct Nadam {
  LearningRate learning_rate = 0.001;
  double beta_1 = 0.9;
  double beta_2 = 0.999;
  double epsilon = 1e-7;
  double weight_decay = 0;
  double clipnorm = 0;
  double clipvalue = 0;
  double global_clipnorm = 0;
  bool use_ema = false;
  double ema_momentum = 0.99;
  Dim ema_overwrite_frequency = 0;
  double loss_scale_factor = 0;
  Dim gradient_accumulation_steps = 0;
  std::string name = "nadam";

  static void fields(Fields& f);
  void check() const;  ///< a ValueError if a number lies outside its range
  static Shape slot_shape(std::string_view name, const Shape& w);
  void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const;
};

}  // namespace glia
#pragma GCC visibility pop
