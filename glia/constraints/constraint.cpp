#include "glia/constraints/constraint.hpp"

namespace glia {

Constraint::Constraint(const char* name) : Constraint(std::string(name)) {}
Constraint::Constraint(const std::string& name) {
  if (!name.empty()) *this = detail::make_class("constraint", detail::builtin_constraints(), name);
}

void from_config(const Value& value, Constraint& v) {
  if (value.is_null()) {
    v = Constraint();
  } else if (value.if_string() != nullptr) {
    v = Constraint(value.as_string());
  } else {
    v = detail::make_class("constraint", detail::builtin_constraints(), value["class_name"].as_string(),
                           value["config"]);
  }
}

}  // namespace glia
