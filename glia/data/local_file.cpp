#include "glia/data/local_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "glia/base/error.hpp"

namespace glia::detail {
namespace {

constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;  // Linux moves at most 2^31 - 4096 bytes a call

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { (void)close_now(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  bool close_now() {
    const int fd = std::exchange(fd_, -1);
    return fd < 0 || ::close(fd) == 0;
  }

 private:
  int fd_;
};

[[noreturn]] void fail(const std::string& path, const std::string& rule, const std::string& hint = {}) {
  throw FileError({.where = "'" + path + "'", .rule = rule, .hint = hint});
}

[[noreturn]] void fail_with_errno(const std::string& path, const std::string& rule, int error) {
  fail(path, rule + " (" + std::strerror(error) + ")");
}

std::size_t regular_file_size(const std::string& path, int fd, std::int64_t limit) {
  struct stat info {};
  if (::fstat(fd, &info) != 0) fail_with_errno(path, "The file cannot be examined", errno);
  if (S_ISDIR(info.st_mode)) fail(path, "This is a folder, not a file", "Name a file inside it");
  if (!S_ISREG(info.st_mode)) fail(path, "This is a device or a pipe, not a regular file");
  if (info.st_size == 0) fail(path, "The file is empty");
  if (info.st_size > limit) {
    throw FileError({.where = "'" + path + "'",
                     .rule = "The file is larger than the limit of this load",
                     .expected = "at most " + std::to_string(limit) + " bytes",
                     .received = std::to_string(info.st_size)});
  }
  return static_cast<std::size_t>(info.st_size);
}

bool write_all(int fd, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), std::min(bytes.size(), kMostAtOnce));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() >= 0) (void)::fsync(fd.get());  // some file systems refuse; the file itself is safe by then
}

}  // namespace

std::vector<std::byte> read_file(const std::string& path, std::int64_t limit) {
  // O_NONBLOCK: opening a pipe that nobody writes to must fail the check below, not wait for ever.
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (fd.get() < 0 && errno == ENOENT) fail(path, "The file does not exist");
  if (fd.get() < 0) fail_with_errno(path, "The file cannot be opened", errno);
  std::vector<std::byte> bytes(regular_file_size(path, fd.get(), limit));
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t count = ::read(fd.get(), bytes.data() + done, std::min(bytes.size() - done, kMostAtOnce));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_with_errno(path, "The file cannot be read", errno);
    if (count == 0) fail(path, "The file became shorter while it was read");
    done += static_cast<std::size_t>(count);
  }
  return bytes;
}

void write_file(const std::string& path, std::span<const std::byte> bytes) {
  std::string temporary = path + ".XXXXXX";
  Descriptor fd(::mkostemp(temporary.data(), O_CLOEXEC));
  if (fd.get() < 0) fail_with_errno(path, "No file can be made in this folder", errno);
  const bool written = ::fchmod(fd.get(), 0644) == 0 && write_all(fd.get(), bytes) && ::fsync(fd.get()) == 0 &&
                       fd.close_now() && ::rename(temporary.c_str(), path.c_str()) == 0;
  if (!written) {
    const int error = errno;
    (void)::unlink(temporary.c_str());
    fail_with_errno(path, "The file cannot be written", error);
  }
  const auto folder = std::filesystem::path(path).parent_path();
  sync_folder(folder.empty() ? "." : folder);
}

}  // namespace glia::detail
