#include "glia/report/write_file.hpp"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include "glia/base/error.hpp"

namespace glia::detail::report {
namespace {

[[noreturn]] void fail(const std::string& path, const char* step, int code) {
  throw FileError({.where = path,
                   .rule = std::string("The file could not be ") + step,
                   .received = std::generic_category().message(code)});
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

void write_file(const std::string& path, std::string_view bytes) {
  static std::atomic<unsigned> counter{0};
  const std::string folder = folder_of(path);
  const std::string temporary =
      folder + "/.glia-" + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".tmp";
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) fail(path, "created", errno);

  int error = write_all(file, bytes) && ::fsync(file) == 0 ? 0 : errno;
  if (::close(file) != 0 && error == 0) error = errno;
  if (error == 0 && std::rename(temporary.c_str(), path.c_str()) != 0) error = errno;
  if (error != 0) {
    ::unlink(temporary.c_str());
    fail(path, "written", error);
  }
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0)
    return;  // a folder that may be written but not read: the rename has happened, only its fsync is missing
  ::fsync(directory);
  ::close(directory);
}

}  // namespace glia::detail::report
