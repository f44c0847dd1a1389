#pragma once
#include <string>

#include "glia/schedules/schedule.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace schedules {

/// r·((1 − alpha)·½(1 + cos(π·p)) + alpha), p = min(step, decay_steps) / decay_steps, r = initial_learning_rate.
/// Loshchilov and Hutter 2016. With warmup_target (≥ 0; below 0 = none) the rate first goes on a straight line from
/// initial_learning_rate to it in warmup_steps, and decays from there: r = warmup_target, step counted after the
/// warm-up.
struct CosineDecay {
  double initial_learning_rate = 0.001;
  double decay_steps = 1;
  double alpha = 0;
  std::string name = "CosineDecay";
  double warmup_target = -1;
  double warmup_steps = 0;

  static void fields(Fields& f);
  Tensor operator()(const Tensor& step) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
