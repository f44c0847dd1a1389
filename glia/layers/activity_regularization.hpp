#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// y = x, and adds (l1·Σ |x| + l2·Σ x²) / n to the loss.  (n, …) → (n, …)
struct ActivityRegularization {
  double l1 = 0;
  double l2 = 0;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static constexpr bool supports_masking = true;
  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
