// internal
#pragma once
#include "glia/layers/conv_layer.hpp"
#include "glia/ops/pool.hpp"

namespace glia::detail {

template <class L>
void pool_fields(Fields& f) {
  f("pool_size", &L::pool_size)("strides", &L::strides)("padding", &L::padding)("data_format", &L::data_format);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

}  // namespace glia::detail
