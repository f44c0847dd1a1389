#include "glia/report/text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace glia::detail::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::uint32_t code_point(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  if (bytes.size() == 1) return lead;
  std::uint32_t code = lead & (0x7FU >> bytes.size());
  for (std::size_t i = 1; i < bytes.size(); ++i) code = code << 6U | (static_cast<unsigned char>(bytes[i]) & 0x3FU);
  return code;
}

bool allowed_in_xml(std::uint32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  return code != 0x7F && code != 0xFFFE && code != 0xFFFF;
}

// Advance widths of Helvetica in em, rounded up to classes; East Asian characters and emoji fill the square.
double advance(std::uint32_t code) {
  if (code >= 0x1100 && !(code >= 0x2000 && code < 0x2E80)) return 1.0;
  if (code > 0x7F) return 0.62;
  const auto c = static_cast<char>(code);
  if (std::string_view("ijl.,:;'|!").find(c) != std::string_view::npos) return 0.28;
  if (std::string_view(" ftr()[]-/I").find(c) != std::string_view::npos) return 0.36;
  if (std::string_view("mwMW@%").find(c) != std::string_view::npos) return 0.88;
  return c >= 'A' && c <= 'Z' ? 0.70 : 0.57;
}

std::string plain_fixed(double value, int decimals) {
  std::array<char, 400> buffer;  // the longest double has 309 digits before its point
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
  return {buffer.data(), end.ptr};
}

}  // namespace

std::string concat(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  std::string out;
  out.reserve(size);
  for (const std::string_view part : parts) out += part;
  return out;
}

std::size_t utf8_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 && lead <= 0xF4  ? 4
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                                                           : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80) return 0;
  }
  const std::uint32_t code = code_point(text.substr(0, length));
  const bool shortest = length == 2 || (length == 3 && code >= 0x800) || (length == 4 && code >= 0x10000);
  return shortest && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF) ? length : 0;
}

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const std::string_view character = text.substr(0, length == 0 ? 1 : length);
    text.remove_prefix(character.size());
    if (length == 0 || !allowed_in_xml(code_point(character))) {
      out += kReplacement;
      continue;
    }
    switch (character[0]) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += character;
    }
  }
  return out;
}

std::string coordinate(double value, int decimals) {
  std::string out = plain_fixed(value, decimals);
  if (out.find('.') != std::string::npos) {
    out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.') out.pop_back();
  }
  return out == "-0" ? "0" : out;
}

std::string grouped(double value, int decimals) {
  std::string out = plain_fixed(std::abs(value), decimals);
  const std::size_t point = out.find('.');
  const std::size_t whole = point == std::string::npos ? out.size() : point;
  for (std::size_t i = whole; i > 3;) out.insert(i -= 3, 1, ',');
  const bool zero = out.find_first_not_of("0.,") == std::string::npos;
  if (value < 0 && !zero) out.insert(0, "\u2212");
  return out;
}

std::string percent(double share, int decimals) { return grouped(100 * share, decimals) + "\u00A0%"; }

double text_width(std::string_view text, double font_size) {
  double em = 0;
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    em += length == 0 ? 1.0 : advance(code_point(text.substr(0, length)));
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return em * font_size * 1.05;
}

std::string shortened(std::string_view text, double font_size, double width) {
  if (text_width(text, font_size) <= width) return std::string(text);
  std::size_t end = 0;
  const double room = width - text_width("\u2026", font_size);
  for (std::size_t next = 0; next < text.size();) {
    const std::size_t length = utf8_length(text.substr(next));
    next += length == 0 ? 1 : length;
    if (text_width(text.substr(0, next), font_size) > room) break;
    end = next;
  }
  while (end > 0 && text[end - 1] == ' ') --end;
  return std::string(text.substr(0, end)) + "\u2026";
}

}  // namespace glia::detail::report
