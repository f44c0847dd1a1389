// internal
#pragma once
#include <sstream>

#include "glia/base/error.hpp"

namespace glia::detail {

inline void require_at_least_zero(const char* what, double value) {
  if (value >= 0) return;
  std::ostringstream received;
  received << value;
  throw ValueError(
      {.rule = std::string(what) + " must not be negative", .expected = "0 or more", .received = received.str()});
}

}  // namespace glia::detail
