#pragma once
#include <string>

#include "glia/schedules/schedule.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace schedules {

/// (initial_learning_rate − end_learning_rate)·(1 − p)^power + end_learning_rate, p = min(step, decay_steps) /
/// decay_steps. cycle: decay_steps grows to its next multiple instead of stopping there, p = step / (decay_steps·max(1,
/// ⌈step / decay_steps⌉)).
struct PolynomialDecay {
  double initial_learning_rate = 0.001;
  double decay_steps = 1;
  double end_learning_rate = 0.0001;
  double power = 1;
  bool cycle = false;
  std::string name = "PolynomialDecay";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& step) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
