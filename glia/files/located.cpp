#include "glia/files/located.hpp"

namespace glia::detail {
namespace {

constexpr std::size_t kLongest = 300;

/// Names in an error may come from the file: no control characters, and not more than a few lines.
std::string printable(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  }
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest;
  while (end > 0 && (text[end] & '\xC0') == '\x80') --end;  // not inside a character
  return text.substr(0, end) + "…";
}

}  // namespace

void throw_located(const Error& error, const std::string& file, const std::string& path) {
  ErrorParts parts = error.parts();
  const std::size_t dot = path.find('.');
  const std::string root = path.substr(0, path.find_first_of(".[", dot + 1));  // "glia.model"
  if (parts.where.rfind(root, 0) == 0) {
    parts.where = file + ": " + parts.where;
  } else {
    if (!parts.where.empty()) parts.rule = parts.where + ": " + parts.rule;
    parts.where = file + ": " + path;
  }
  for (std::string* part : {&parts.where, &parts.rule, &parts.expected, &parts.received, &parts.hint})
    *part = printable(std::move(*part));
  parts.file = nullptr;
  parts.line = 0;
  throw FileError(parts);
}

}  // namespace glia::detail
