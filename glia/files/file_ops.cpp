#include "glia/files/file_ops.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "glia/base/error.hpp"

namespace glia::detail {
namespace {

constexpr std::size_t kLargestTransfer = std::size_t{1} << 30;  // Linux stops at 2^31 − 4096 bytes

int fill(int result, const struct stat& from, FileStatus& out) {
  if (result == 0) {
    out.kind = S_ISREG(from.st_mode)   ? FileKind::regular
               : S_ISDIR(from.st_mode) ? FileKind::directory
                                       : FileKind::other;
    out.size = from.st_size;
    out.mode = from.st_mode & 07777U;
  }
  return result;
}

}  // namespace

FileOps::~FileOps() = default;

FileOps& FileOps::real() {
  static FileOps instance;
  return instance;
}

int FileOps::create(const std::string& path, unsigned mode) {
  return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
}

int FileOps::open(const std::string& path) {
  return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

int FileOps::status(int file, FileStatus& out) {
  struct stat s {};
  return fill(::fstat(file, &s), s, out);
}

int FileOps::status_of(const std::string& path, FileStatus& out) {
  struct stat s {};
  return fill(::stat(path.c_str(), &s), s, out);
}

int FileOps::set_mode(int file, unsigned mode) { return ::fchmod(file, mode); }

std::int64_t FileOps::write(int file, const std::byte* data, std::size_t size) {
  return ::write(file, data, std::min(size, kLargestTransfer));
}

std::int64_t FileOps::read_at(int file, std::byte* data, std::size_t size, std::int64_t offset) {
  return ::pread(file, data, std::min(size, kLargestTransfer), offset);
}

int FileOps::fsync(int file) { return ::fsync(file); }
int FileOps::close(int file) { return ::close(file); }
int FileOps::rename(const std::string& from, const std::string& to) { return std::rename(from.c_str(), to.c_str()); }
int FileOps::unlink(const std::string& path) { return ::unlink(path.c_str()); }

int FileOps::fsync_dir(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return -1;
  const int result = ::fsync(folder);
  const int code = errno;
  ::close(folder);
  errno = code;
  // A file system that cannot sync a folder says EINVAL; there the rename is as durable as it gets.
  return result != 0 && code == EINVAL ? 0 : result;
}

void throw_file_error(const std::string& path, const std::string& call, int code, const std::string& hint) {
  ErrorParts parts{.where = path, .rule = std::generic_category().message(code) + " (" + call + ")", .hint = hint};
  switch (code) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
    case ENOMEM:
    case EMFILE:
    case ENFILE: throw ResourceError(parts);
    default: throw FileError(parts);
  }
}

}  // namespace glia::detail
