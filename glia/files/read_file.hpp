#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "glia/base/load_limits.hpp"
#include "glia/files/file_ops.hpp"

namespace glia::detail {

/// A regular, non-empty file, open to be read. Its bytes are copied into memory and never mapped: a file that another
/// process cuts short under a mapping kills this one by SIGBUS, here it is a FileError.
class InputFile {
 public:
  explicit InputFile(std::string path, FileOps& ops = FileOps::real());
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  const std::string& path() const { return path_; }
  std::int64_t size() const { return size_; }
  void read_at(std::int64_t offset, std::span<std::byte> out) const;  ///< exactly out.size() bytes

 private:
  FileOps* ops_;
  std::string path_;
  std::int64_t size_ = 0;
  int file_ = -1;
};

/// The bytes of a regular file. A FileError if it is missing, empty, a folder, a device, not readable or above
/// limits.bytes.
std::vector<std::byte> read_file(const std::string& path, LoadLimits limits = {}, FileOps& ops = FileOps::real());

}  // namespace glia::detail
