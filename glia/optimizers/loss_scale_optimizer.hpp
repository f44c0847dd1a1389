#pragma once
#include <string>

#include "glia/optimizers/optimizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Another optimizer for gradients of a loss that is multiplied by a scale, which is divided out of them again. If a
/// gradient is not finite, the step is left out and the scale halved; after dynamic_growth_steps steps without that it
/// is doubled. Micikevicius et al. 2017. Iterations and learning rate are the inner optimizer's, whose state this one
/// shares. A ValueError if the inner one scales the loss itself.
struct LossScaleOptimizer {
  Optimizer inner_optimizer = "rmsprop";
  double initial_scale = 32768;
  Dim dynamic_growth_steps = 2000;
  std::string name = "loss_scale_optimizer";

  static void fields(Fields& f);
  void check() const;
};

}  // namespace glia
#pragma GCC visibility pop
