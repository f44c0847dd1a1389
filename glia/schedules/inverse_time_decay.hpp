#pragma once
#include <string>

#include "glia/schedules/schedule.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace schedules {

/// initial_learning_rate / (1 + decay_rate·p), p = step / decay_steps, rounded down if staircase.
struct InverseTimeDecay {
  double initial_learning_rate = 0.001;
  double decay_steps = 1;
  double decay_rate = 0;
  bool staircase = false;
  std::string name = "InverseTimeDecay";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& step) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
