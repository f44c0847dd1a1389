#pragma once
#include "glia/initializers/initializer.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace initializers {

/// Truncated normal with standard deviation √(1 / fan_in). Klambauer et al. 2017.
/// seed: −1 = from the model's seed and the variable's path.
struct LecunNormal {
  Dim seed = -1;

  static void fields(Fields& f);
  Array operator()(const InitialDraw& draw) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
