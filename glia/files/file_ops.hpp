#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace glia::detail {

enum class FileKind : std::uint8_t { regular, directory, other };

struct FileStatus {
  FileKind kind = FileKind::other;
  std::int64_t size = 0;
  unsigned mode = 0;  ///< permission bits
};

/// The one seam to the file system: every call of saving and loading goes through it, so that a test can make the n-th
/// fail. The base class is the real thing (POSIX). Each call returns −1 and sets errno when it fails, and may do less
/// than asked for or fail with EINTR as POSIX says; callers handle both.
class FileOps {
 public:
  virtual ~FileOps();
  virtual int create(const std::string& path, unsigned mode);  ///< to write; fails if it exists; umask applies
  virtual int open(const std::string& path);                   ///< to read; never waits for a pipe's other end
  virtual int status(int file, FileStatus& out);
  virtual int status_of(const std::string& path, FileStatus& out);
  virtual int set_mode(int file, unsigned mode);
  virtual std::int64_t write(int file, const std::byte* data, std::size_t size);
  virtual std::int64_t read_at(int file, std::byte* data, std::size_t size, std::int64_t offset);
  virtual int fsync(int file);
  virtual int close(int file);
  virtual int rename(const std::string& from, const std::string& to);
  virtual int unlink(const std::string& path);
  virtual int fsync_dir(const std::string& path);

  static FileOps& real();
};

/// Throws for a failed call: ResourceError if disk, quota, memory or descriptors ran out, otherwise FileError. The text
/// holds the path, what `call` did, and the system's words for `code`.
[[noreturn]] void throw_file_error(const std::string& path, const std::string& call, int code, const std::string& hint);

}  // namespace glia::detail
