#include "glia/data/read_lines.hpp"

#include <cstdlib>
#include <filesystem>

#include "glia/base/error.hpp"
#include "glia/data/gzip.hpp"
#include "glia/data/local_file.hpp"

namespace glia::datasets {
namespace {

constexpr std::int64_t kMostText = std::int64_t{1} << 30;

std::filesystem::path full_path(const std::string& path) {
  if (std::filesystem::path(path).is_absolute()) return path;
  const char* folder = std::getenv("GLIA_DATA");
  if (folder == nullptr || *folder == '\0') {
    throw FileError(
        {.where = "'" + path + "'",
         .rule = "A path that is not absolute lies below the folder that GLIA_DATA names, which is not set"});
  }
  return std::filesystem::path(folder) / path;
}

/// Adds the bytes to the lines; the last line is still open.
void append(std::vector<std::string>& lines, std::span<const std::byte> bytes) {
  const char* at = reinterpret_cast<const char*>(bytes.data());
  for (std::string_view rest(at, bytes.size()); !rest.empty();) {
    const std::size_t end = rest.find('\n');
    lines.back() += rest.substr(0, end);
    if (end == std::string_view::npos) return;
    if (lines.back().ends_with('\r')) lines.back().pop_back();
    lines.emplace_back();
    rest.remove_prefix(end + 1);
  }
}

}  // namespace

std::vector<std::string> read_lines(const std::string& path) {
  const std::string file = full_path(path).string();
  const std::vector<std::byte> bytes = detail::read_file(file, kMostText);
  std::vector<std::string> lines(1);
  if (detail::is_gzip(bytes)) {
    detail::GzipReader reader(bytes, file);
    std::vector<std::byte> part(std::size_t{1} << 16);
    std::int64_t total = 0;
    while (const std::size_t count = reader.read(part)) {
      total += static_cast<std::int64_t>(count);
      if (total > kMostText) {
        throw FileError({.where = "'" + file + "'", .rule = "The text is larger than 1 GiB when it is unpacked"});
      }
      append(lines, std::span(part).first(count));
    }
  } else {
    append(lines, bytes);
  }
  if (lines.back().empty()) lines.pop_back();  // the text ended with its last line
  return lines;
}

}  // namespace glia::datasets
