#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// y = x / √(Σ x²), the sum over `axis`; where it is 0, so is y.  (n, …) → (n, …)
/// ValueError for an axis outside the input or given twice.
struct UnitNormalization {
  Sizes axis = -1;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static constexpr bool supports_masking = true;
  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
