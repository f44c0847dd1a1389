#include "glia/graph/weight_function.hpp"

namespace glia::detail {

const TensorFunction& WeightFunction::none() {
  static const TensorFunction function;
  return function;
}

const Value& WeightFunction::no_config() {
  static const Value value;
  return value;
}

}  // namespace glia::detail
