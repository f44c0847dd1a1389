#include "glia/base/ranges.hpp"

#include <cmath>

#include "glia/base/error.hpp"

namespace glia::detail {

void require_share(const std::string& where, const char* what, double value, bool with_one) {
  if (value >= 0 && (with_one ? value <= 1 : value < 1)) return;
  throw ValueError({.where = where,
                    .rule = "The " + std::string(what) + " lies between 0 and 1" + (with_one ? "" : " and is not 1"),
                    .received = std::to_string(value)});
}

void require_not_negative(const std::string& where, const char* what, double value) {
  if (value >= 0 && std::isfinite(value)) return;
  throw ValueError({.where = where,
                    .rule = "The " + std::string(what) + " must not be below 0, and finite",
                    .received = std::to_string(value)});
}

}  // namespace glia::detail
