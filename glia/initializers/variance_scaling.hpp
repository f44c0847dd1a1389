#pragma once
#include <string>

#include "glia/initializers/initializer.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace initializers {

/// Zero mean and variance scale / fan, where fan is that of `mode`: "fan_in", "fan_out" or "fan_avg", their mean (at
/// least 1). A kernel (…, in, out) has fan_in = in·Π(…) and fan_out = out·Π(…).
/// distribution: "truncated_normal", "untruncated_normal" or "uniform". seed: −1 = from the model's seed and the
/// variable's path. ValueError for other words or scale ≤ 0.
struct VarianceScaling {
  double scale = 1;
  std::string mode = "fan_in";
  std::string distribution = "truncated_normal";
  Dim seed = -1;

  static void fields(Fields& f);
  Array operator()(const InitialDraw& draw) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
