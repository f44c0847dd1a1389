// internal
#pragma once
#include <string>

namespace glia::detail {

/// Whether the regular expression is found in the text, as Python's re.search; a ValueError if it is none.
bool found_in(const std::string& text, const std::string& pattern);

}  // namespace glia::detail
