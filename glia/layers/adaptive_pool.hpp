// internal
#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/layers/layer.hpp"

namespace glia::detail {

template <class L>
void adaptive_pool_fields(Fields& f) {
  f("output_size", &L::output_size)("data_format", &L::data_format);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

enum class PoolKind { max, average };

/// Window i of a spatial axis reaches from ⌊i·size / output⌋ to ⌈(i + 1)·size / output⌉.
Tensor adaptive_pool(PoolKind kind, const Tensor& x, const Sizes& output_size, int axes,
                     const std::string& data_format);

}  // namespace glia::detail
