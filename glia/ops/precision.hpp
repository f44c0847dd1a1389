// internal
#pragma once
#include "glia/graph/node.hpp"

namespace glia::detail {

/// Whether a product in f32 multiplies its numbers rounded to bfloat16: attribute precision = "bf16", which pass
/// mixed_precision sets. Sums and results stay f32.
bool rounds_to_bf16(const Attributes& attributes);

/// reals() as such a product takes them.
std::vector<double> factors(const Array& array, const Attributes& attributes);

}  // namespace glia::detail
