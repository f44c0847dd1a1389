#pragma once
#include <string>
#include <string_view>

namespace glia::detail {

/// Text from a file as an error message may show it: in single quotes, printable ASCII or valid UTF-8 only (other bytes
/// as \xHH), at most `limit` bytes.
std::string in_quotes(std::string_view text, std::size_t limit = 80);

/// Length in bytes of the UTF-8 character at the start of `text` (RFC 3629: no surrogates, no overlong forms), or 0.
std::size_t utf8_length(std::string_view text);

}  // namespace glia::detail
