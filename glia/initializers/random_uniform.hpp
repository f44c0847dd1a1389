#pragma once
#include "glia/initializers/initializer.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace initializers {

/// Uniform in [minval, maxval).
/// seed: −1 = from the model's seed and the variable's path.
struct RandomUniform {
  double minval = -0.05;
  double maxval = 0.05;
  Dim seed = -1;

  static void fields(Fields& f);
  Array operator()(const InitialDraw& draw) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
