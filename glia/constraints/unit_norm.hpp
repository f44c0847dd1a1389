#pragma once
#include "glia/base/sizes.hpp"
#include "glia/constraints/constraint.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace constraints {

/// w / (‖w‖ + 1e-7), ‖w‖ the root of Σ w² over `axis`, which are as in MaxNorm.
struct UnitNorm {
  Sizes axis = 0;

  static void fields(Fields& f);
  Tensor operator()(const Tensor& w) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
