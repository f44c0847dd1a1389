#pragma once
#include <string>
#include <string_view>

#include "glia/base/load_limits.hpp"
#include "glia/base/value.hpp"

namespace glia::detail {

/// JSON text of a value. `indent` < 0: one line without spaces; otherwise each member and item on its own line. Reals
/// are the shortest text that reads back as the same bits and always show that they are reals ("1.0"); NaN and the
/// infinities are spelled as Python does: NaN, Infinity, -Infinity. A ValueError for strings that are not UTF-8.
std::string to_json(const Value& value, int indent = -1);

/// Reads JSON, and Python's NaN, Infinity and -Infinity. A FileError that names `file` and the byte for anything else:
/// duplicate keys, integers beyond 64 bits, more nesting, items or bytes than `limits` allow. Never recurses.
Value parse_json(std::string_view text, const std::string& file, LoadLimits limits = {});

}  // namespace glia::detail
