#include "glia/optimizers/adamw.hpp"

#include "glia/optimizers/adam.hpp"

namespace glia {

void AdamW::fields(Fields& f) {
  f("learning_rate", &AdamW::learning_rate)("weight_decay", &AdamW::weight_decay)("beta_1", &AdamW::beta_1);
  f("beta_2", &AdamW::beta_2)("epsilon", &AdamW::epsilon)("amsgrad", &AdamW::amsgrad)("clipnorm", &AdamW::clipnorm);
  f("clipvalue", &AdamW::clipvalue)("global_clipnorm", &AdamW::global_clipnorm)("name", &AdamW::name);
}

void AdamW::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {  // the Optimizer decays the weight
  Adam{.beta_1 = beta_1, .beta_2 = beta_2, .epsilon = epsilon, .amsgrad = amsgrad}.step(scope, w, g);
}

}  // namespace glia
