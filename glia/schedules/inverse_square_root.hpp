#pragma once
#include <string>

#include "glia/schedules/schedule.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace schedules {

/// factor · d_model^−½ · min(t^−½, t·warmup_steps^−3/2), t = step + 1: a straight line up to t = warmup_steps, then the
/// inverse square root. Vaswani et al. 2017, equation 3; not in Keras.
struct InverseSquareRoot {
  double d_model = 512;
  double warmup_steps = 4000;
  double factor = 1;
  std::string name = "InverseSquareRoot";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& step) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
