#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// The largest number of each of output_size windows that cover a spatial axis: window i reaches from ⌊i·size /
/// output_size⌋ to ⌈(i + 1)·size / output_size⌉. (n, h, w, k) → (n, output_size…, k) ValueError for an output_size that
/// is missing or below 1.
struct AdaptiveMaxPooling2D {
  Sizes output_size = {};
  std::string data_format = "channels_last";
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
