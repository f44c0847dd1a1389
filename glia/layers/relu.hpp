#pragma once
#include <optional>
#include <string>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// y = max_value where x ≥ max_value; x where x > threshold; else negative_slope·(x − threshold).  (n, …) → (n, …)
/// max_value: none = no limit. ValueError for one of the three below 0.
struct ReLU {
  std::optional<double> max_value = {};
  double negative_slope = 0;
  double threshold = 0;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static constexpr bool supports_masking = true;
  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
