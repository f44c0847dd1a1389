#include "glia/ops/precision.hpp"

#include "glia/base/bfloat16.hpp"
#include "glia/ops/common.hpp"

namespace glia::detail {

bool rounds_to_bf16(const Attributes& attributes) {
  const Attribute* const precision = attributes.find("precision");
  return precision != nullptr && *precision == Attribute("bf16");
}

std::vector<double> factors(const Array& array, const Attributes& attributes) {
  std::vector<double> out = reals(array);
  if (rounds_to_bf16(attributes)) {
    for (double& x : out) x = static_cast<double>(round_to_bf16(static_cast<float>(x)));
  }
  return out;
}

}  // namespace glia::detail
