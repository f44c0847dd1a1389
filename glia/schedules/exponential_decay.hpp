#pragma once
#include <string>

#include "glia/schedules/schedule.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace schedules {

/// initial_learning_rate · decay_rate^p, p = step / decay_steps, rounded down if staircase.
struct ExponentialDecay {
  double initial_learning_rate = 0.001;
  double decay_steps = 1;
  double decay_rate = 1;
  bool staircase = false;
  std::string name = "ExponentialDecay";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& step) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
