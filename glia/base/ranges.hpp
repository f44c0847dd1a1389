// internal
#pragma once
#include <string>

namespace glia::detail {

/// A ValueError unless `value` lies in [0, 1], or in [0, 1) if not `with_one`. `where` has the option, `what` is its
/// name.
void require_share(const std::string& where, const char* what, double value, bool with_one = true);
/// A ValueError unless `value` is a finite number that is not below 0.
void require_not_negative(const std::string& where, const char* what, double value);

}  // namespace glia::detail
