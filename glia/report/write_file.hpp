#pragma once
#include <string>
#include <string_view>

namespace glia::detail::report {

/// Writes `bytes` to `path` so that a reader sees the old file or the new one, never a part: a temporary file in the
/// same folder, fsync, rename, fsync of the folder. A FileError with the path and the system's reason.
void write_file(const std::string& path, std::string_view bytes);

}  // namespace glia::detail::report
