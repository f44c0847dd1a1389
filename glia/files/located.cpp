#include "glia/files/located.hpp"

namespace glia::detail {

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
  parts.file = nullptr;
  parts.line = 0;
  throw FileError(parts);
}

}  // namespace glia::detail
