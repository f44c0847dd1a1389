#pragma once
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Steps in which every number is `mask_value` do not count: they become 0, and the layers behind that know masks leave
/// them out.  (n, steps, …) → (n, steps, …)
struct Masking {
  double mask_value = 0;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
