#pragma once
#include "glia/base/sizes.hpp"
#include "glia/constraints/constraint.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace constraints {

/// w·d / (‖w‖ + 1e-7), d = rate·c + (1 − rate)·‖w‖, c = ‖w‖ but at least min_value and at most max_value; ‖w‖ the root
/// of Σ w² over `axis`, which are as in MaxNorm. rate below 1 lets each update go only that part of the way. A
/// ValueError if a value is below 0, min_value above max_value, or rate outside [0, 1].
struct MinMaxNorm {
  double min_value = 0;
  double max_value = 1;
  double rate = 1;
  Sizes axis = 0;

  static void fields(Fields& f);
  Tensor operator()(const Tensor& w) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
