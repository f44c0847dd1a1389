#pragma once
#include "glia/constraints/constraint.hpp"

namespace [[gnu::visibility("default")]] glia {
namespace constraints {

/// max(w, 0)
struct NonNeg {
  static void fields(Fields& f);
  Tensor operator()(const Tensor& w) const;
};

}  // namespace constraints
}  // namespace glia
