#pragma once
#include "glia/constraints/constraint.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace constraints {

/// max(w, 0)
struct NonNeg {
  static void fields(Fields& f);
  Tensor operator()(const Tensor& w) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
