#pragma once
#include <string>

#include "glia/graph/weight_function.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// A penalty on a weight, added to the loss: "l2", L2{.l2 = 1e-4}, a lambda, or none ("" or default).
class Regularizer : public detail::WeightFunction {
 public:
  Regularizer() = default;               ///< none
  Regularizer(const char* name);         // NOLINT
  Regularizer(const std::string& name);  // NOLINT
  template <WeightFunctionType T>
  requires(!std::same_as<T, Regularizer>) Regularizer(T config)  // NOLINT
      : WeightFunction(detail::hold<Regularizer>(std::move(config))) {}
};

void from_config(const Value& value, Regularizer& v);

namespace detail {
std::span<const ClassRecord<Regularizer>> builtin_regularizers();
}

}  // namespace glia
#pragma GCC visibility pop
