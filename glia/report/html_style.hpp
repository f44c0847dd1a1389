#pragma once
#include <string>

namespace glia::detail::report {

/// The style sheet of a report, with the dark tones of every ink that a drawing uses.
std::string html_style();

}  // namespace glia::detail::report
