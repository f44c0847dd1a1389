#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace glia::detail::report {

/// The parts in a row, with one allocation. (g++ 12 warns falsely about `"…" + std::string()`.)
std::string concat(std::initializer_list<std::string_view> parts);

/// Text for XML and HTML, as content or inside quotes: & < > " ' become entities; bytes that are not UTF-8 and
/// characters that XML 1.0 forbids become U+FFFD.
std::string escape(std::string_view text);

/// Number of bytes of the valid UTF-8 character at the start of `text`, 0 if there is none.
std::size_t utf8_length(std::string_view text);

/// A coordinate: at most `decimals` decimals, no trailing zeros, always with a point ("12.5", "-3", "0").
std::string coordinate(double value, int decimals = 2);

/// Fixed decimals with commas between thousands and U+2212 as the minus sign: "−12,345.60".
std::string grouped(double value, int decimals = 0);

/// "97.82 %".
std::string percent(double share, int decimals);

/// Width in pixels of a line set in a sans-serif system font; an estimate, on the wide side.
double text_width(std::string_view text, double font_size);

/// The text, or as much of its start as fits, followed by "…".
std::string shortened(std::string_view text, double font_size, double width);

}  // namespace glia::detail::report
