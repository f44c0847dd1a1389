#include "glia/regularizers/regularizer.hpp"

namespace glia {

Regularizer::Regularizer(const char* name) : Regularizer(std::string(name)) {}
Regularizer::Regularizer(const std::string& name) {
  if (!name.empty()) *this = detail::make_class("regularizer", detail::builtin_regularizers(), name);
}

void from_config(const Value& value, Regularizer& v) {
  if (value.is_null()) {
    v = Regularizer();
  } else if (value.if_string() != nullptr) {
    v = Regularizer(value.as_string());
  } else {
    v = detail::make_class("regularizer", detail::builtin_regularizers(), value["class_name"].as_string(),
                           value["config"]);
  }
}

}  // namespace glia
