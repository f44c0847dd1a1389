#pragma once
#include <string>

#include "glia/optimizers/optimizer.hpp"

namespace [[gnu::visibility("default")]] glia {

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
  std::string name = "adamw";

  static void fields(Fields& f);
  void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const;
};

}  // namespace glia
