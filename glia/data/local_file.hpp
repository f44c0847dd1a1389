#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace glia::detail {

/// All bytes of a regular file. A FileError for a file that is absent, a folder, a device, empty, unreadable, or larger
/// than `limit`.
std::vector<std::byte> read_file(const std::string& path, std::int64_t limit);

/// Writes beside `path` and renames, so that a reader (or a crash) sees the old file, the whole new one, or none.
void write_file(const std::string& path, std::span<const std::byte> bytes);

}  // namespace glia::detail
