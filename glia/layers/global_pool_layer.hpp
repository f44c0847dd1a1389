// internal
#pragma once
#include "glia/layers/image_axes.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::detail {

template <class L>
void global_pool_fields(Fields& f) {
  f("data_format", &L::data_format)("keepdims", &L::keepdims);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

}  // namespace glia::detail
