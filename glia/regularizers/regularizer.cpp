#include "glia/regularizers/regularizer.hpp"

namespace glia {

Regularizer::Regularizer(const char* name) : Regularizer(std::string(name)) {}
Regularizer::Regularizer(const std::string& name) {
  if (!name.empty()) *this = detail::make_class("regularizer", detail::builtin_regularizers(), name);
}

void from_config(const Value& value, Regularizer& v) {
  v = value.is_null() ? Regularizer() : detail::class_from("regularizer", detail::builtin_regularizers(), value);
}

}  // namespace glia
