#pragma once
#include "glia/initializers/initializer.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace initializers {

/// Normal, drawn within mean ± 2·stddev (so its own standard deviation is 0.88·stddev).
/// seed: −1 = from the model's seed and the variable's path.
struct TruncatedNormal {
  double mean = 0;
  double stddev = 0.05;
  Dim seed = -1;

  static void fields(Fields& f);
  Array operator()(const InitialDraw& draw) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
