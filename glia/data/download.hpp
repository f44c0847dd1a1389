#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace glia::detail {

struct DownloadLimits {
  std::int64_t bytes = std::int64_t{64} << 20;
  std::chrono::seconds connect{10};
  std::chrono::seconds stalled{20};  ///< this long below 1 KB/s
  std::chrono::seconds total{600};
};

/// The body of an HTTP or HTTPS address that the program, never a file, names. A FileError says what failed; an
/// UnsupportedError in a build without libcurl.
std::vector<std::byte> download(const std::string& url, const DownloadLimits& limits = {});

}  // namespace glia::detail
