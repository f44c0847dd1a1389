#pragma once
#include <string>

#include "glia/optimizers/optimizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Shazeer and Stern 2018: of a weight with two axes or more only the means of g² over the last axis (r) and over the
/// last but one (c) are kept, in the place of Adam's v. With t from 1, b = 1 − t^beta_2_decay, ρ = min(lr, 1/√t):
///   r = b·r + (1 − b)·mean(g² + epsilon_1); c likewise; v = r·c / mean(r); of a vector v = b·v + (1 − b)·(g² +
///   epsilon_1) u = g/√v; w −= max(epsilon_2, rms(w))·ρ·u / max(1, rms(u) / clip_threshold)
/// relative_step changes nothing, as in Keras 3.15, where the rate is min(lr, 1/√t) in either case.
struct Adafactor {
  LearningRate learning_rate = 0.001;
  double beta_2_decay = -0.8;
  double epsilon_1 = 1e-30;
  double epsilon_2 = 1e-3;
  double clip_threshold = 1;
  bool relative_step = true;
  double weight_decay = 0;
  double clipnorm = 0;
  double clipvalue = 0;
  double global_clipnorm = 0;
  bool use_ema = false;
  double ema_momentum = 0.99;
  Dim ema_overwrite_frequency = 0;
  double loss_scale_factor = 0;
  Dim gradient_accumulation_steps = 0;
  std::string name = "adafactor";

  static void fields(Fields& f);
  void check() const;  ///< a ValueError if a number lies outside its range
  static Shape slot_shape(std::string_view name, const Shape& w);
  void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const;
};

}  // namespace glia
#pragma GCC visibility pop
