#include "glia/base/reals.hpp"

namespace glia {

Reals::Reals(std::initializer_list<double> all) : values_(all) {}
Reals::Reals(std::vector<double> all) : values_(std::move(all)) {}

Value to_config(const Reals& v) {
  if (v.empty()) return {};
  if (v.values().size() == 1) return v.values()[0];
  Value out = Value::list();
  for (const double x : v.values()) out.append(x);
  return out;
}

void from_config(const Value& value, Reals& v) {
  std::vector<double> all;
  if (value.is_number()) {
    all.push_back(value.as_double());
  } else if (!value.is_null()) {
    for (const Value& x : value.as_list()) all.push_back(x.as_double());
  }
  v = Reals(std::move(all));
}

}  // namespace glia
