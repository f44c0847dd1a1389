#include "glia/initializers/initializer.hpp"

namespace glia {

Initializer::Initializer(const char* name) : Initializer(std::string(name)) {}
Initializer::Initializer(const std::string& name)
    : Initializer(detail::make_class("initializer", detail::builtin_initializers(), name)) {}

void from_config(const Value& value, Initializer& v) {
  v = value.if_string() != nullptr ? Initializer(value.as_string())
                                   : detail::make_class("initializer", detail::builtin_initializers(),
                                                        value["class_name"].as_string(), value["config"]);
}

}  // namespace glia
