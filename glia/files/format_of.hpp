#pragma once
#include <string>

namespace glia::detail {

/// An UnsupportedError if the ending of `path` is that of a format which is not Glia's own; `what` is "save" or
/// "load_model".
void require_own_format(const std::string& path, const std::string& what);

}  // namespace glia::detail
