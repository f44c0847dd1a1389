#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace glia::detail {

/// Unpacks a gzip file (RFC 1952, one or more members) step by step, so that the caller decides how much is unpacked.
/// A FileError for a truncated or damaged file; an UnsupportedError in a build without zlib.
class GzipReader {
 public:
  GzipReader(std::span<const std::byte> packed, std::string file);
  ~GzipReader();
  GzipReader(const GzipReader&) = delete;
  GzipReader& operator=(const GzipReader&) = delete;

  /// Fills `out` as far as the file goes and returns how many bytes that were; checks length and CRC at the end.
  std::size_t read(std::span<std::byte> out);
  /// Unpacks and drops up to `count` bytes in 64 KiB of memory; returns how many there were.
  std::uint64_t skip(std::uint64_t count);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

bool is_gzip(std::span<const std::byte> bytes);

std::vector<std::byte> gzip(std::span<const std::byte> bytes);

}  // namespace glia::detail
