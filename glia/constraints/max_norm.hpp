#pragma once
#include "glia/base/sizes.hpp"
#include "glia/constraints/constraint.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace constraints {

/// w·min(‖w‖, max_value) / (‖w‖ + 1e-7), ‖w‖ the root of Σ w² over `axis`: 0 for a kernel (in, out), {0, 1, 2} for that
/// of a Conv2D. Srivastava et al. 2014. A ValueError if max_value is below 0 or an axis is outside the weight.
struct MaxNorm {
  double max_value = 2;
  Sizes axis = 0;

  static void fields(Fields& f);
  Tensor operator()(const Tensor& w) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
