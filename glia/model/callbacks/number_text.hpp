// internal
#pragma once
#include <string>

namespace glia::detail {

/// The shortest text that reads back as the same double: "0.001", "1e-05". The same in every locale.
std::string number_text(double value);
/// With a fixed count of decimals ('f'), of significant digits ('g'), or of decimals before an exponent ('e').
std::string number_text(double value, char kind, int precision);

}  // namespace glia::detail
