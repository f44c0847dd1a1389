// internal
#pragma once
#include <string>
#include <string_view>

namespace glia::detail {

// files/ defines these. Each throws a FileError or a ResourceError with the path and the system's reason.

/// The whole file; empty if it does not exist.
std::string read_text_file(const std::string& path);
/// Replaces the file, or makes it; a reader sees the old text or the new one.
void write_text_file(const std::string& path, std::string_view text);
/// Adds to the end of the file, or makes it.
void append_text_file(const std::string& path, std::string_view text);

}  // namespace glia::detail
