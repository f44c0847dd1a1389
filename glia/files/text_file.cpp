#include "glia/model/text_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <span>
#include <unistd.h>

#include "glia/files/file_ops.hpp"
#include "glia/files/read_file.hpp"
#include "glia/files/write_file.hpp"

namespace glia::detail {

std::string read_text_file(const std::string& path) {
  FileStatus status;
  if (FileOps::real().status_of(path, status) != 0 && errno == ENOENT) return {};
  if (status.kind == FileKind::regular && status.size == 0) return {};
  const std::vector<std::byte> bytes = read_file(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void write_text_file(const std::string& path, std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  write_file_atomically(path, std::span(&bytes, 1));
}

void append_text_file(const std::string& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file < 0) throw_file_error(path, "opening the file to append", errno, "");
  while (!text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      const int code = count == 0 ? EIO : errno;
      ::close(file);
      throw_file_error(path, "append", code, "");
    }
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  if (::close(file) != 0 && errno != EINTR) throw_file_error(path, "close", errno, "");
}

}  // namespace glia::detail
