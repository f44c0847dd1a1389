// internal
#pragma once
#include "glia/optimizers/optimizer.hpp"

namespace glia::detail {

/// The fields that all optimizers have after their own: weight_decay, if it is not among them, and the rest.
template <class T>
void common_fields(Fields& f, bool with_weight_decay = true) {
  if (with_weight_decay) f("weight_decay", &T::weight_decay);
  f("clipnorm", &T::clipnorm)("clipvalue", &T::clipvalue)("global_clipnorm", &T::global_clipnorm);
  f("use_ema", &T::use_ema)("ema_momentum", &T::ema_momentum);
  f("ema_overwrite_frequency", &T::ema_overwrite_frequency)("loss_scale_factor", &T::loss_scale_factor);
  f("gradient_accumulation_steps", &T::gradient_accumulation_steps)("name", &T::name);
}

}  // namespace glia::detail
