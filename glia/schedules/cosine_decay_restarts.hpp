#pragma once
#include <string>

#include "glia/schedules/schedule.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace schedules {

/// Cosine decay that starts anew: r·((1 − alpha)·½·m_mul^i·(1 + cos(π·p)) + alpha), r = initial_learning_rate; period i
/// (from 0) takes first_decay_steps·t_mul^i steps, of which the share p is done. Loshchilov and Hutter 2016.
/// A ValueError unless first_decay_steps > 0 and t_mul ≥ 1.
struct CosineDecayRestarts {
  double initial_learning_rate = 0.001;
  double first_decay_steps = 1;
  double t_mul = 2;
  double m_mul = 1;
  double alpha = 0;
  std::string name = "SGDRDecay";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& step) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
