#pragma once
#include "glia/initializers/initializer.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace initializers {

/// Uniform in ±√(6 / (fan_in + fan_out)). Glorot and Bengio 2010.
/// seed: −1 = from the model's seed and the variable's path.
struct GlorotUniform {
  Dim seed = -1;

  static void fields(Fields& f);
  Array operator()(const InitialDraw& draw) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
