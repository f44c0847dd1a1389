#pragma once
#include "glia/initializers/initializer.hpp"

namespace [[gnu::visibility("default")]] glia {
namespace initializers {

/// Truncated normal with standard deviation √(1 / fan_in). Klambauer et al. 2017.
/// seed: −1 = from the model's seed and the variable's path.
struct LecunNormal {
  Dim seed = -1;

  static void fields(Fields& f);
  Array operator()(const InitialDraw& draw) const;
};

}  // namespace initializers
}  // namespace glia
