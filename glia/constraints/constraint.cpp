#include "glia/constraints/constraint.hpp"

namespace glia {

Constraint::Constraint(const char* name) : Constraint(std::string(name)) {}
Constraint::Constraint(const std::string& name) {
  if (!name.empty()) *this = detail::make_class("constraint", detail::builtin_constraints(), name);
}

void from_config(const Value& value, Constraint& v) {
  v = value.is_null() ? Constraint() : detail::class_from("constraint", detail::builtin_constraints(), value);
}

}  // namespace glia
