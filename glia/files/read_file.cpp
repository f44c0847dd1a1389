#include "glia/files/read_file.hpp"

#include <cerrno>
#include <new>
#include <utility>

#include "glia/base/error.hpp"

namespace glia::detail {
namespace {

std::string kind_rule(const FileStatus& status) {
  if (status.kind == FileKind::directory) return "This is a folder, not a file";
  if (status.kind == FileKind::other) return "Only regular files are read, this is a device, pipe or socket";
  return status.size == 0 ? "The file is empty" : "";
}

}  // namespace

InputFile::InputFile(std::string path, FileOps& ops) : ops_(&ops), path_(std::move(path)) {
  if (path_.empty() || path_.find('\0') != std::string::npos) {
    throw FileError({.where = "load", .rule = "A path is not empty and holds no NUL byte"});
  }
  do {
    file_ = ops_->open(path_);
  } while (file_ < 0 && errno == EINTR);
  int code = errno;
  if (file_ < 0) throw_file_error(path_, "opening it to read", code, "");
  FileStatus status;
  const int result = ops_->status(file_, status);
  code = errno;
  const std::string rule = result == 0 ? kind_rule(status) : "";
  if (result == 0 && rule.empty()) {
    size_ = status.size;
    return;
  }
  ops_->close(file_);
  if (result != 0) throw_file_error(path_, "fstat", code, "");
  throw FileError({.where = path_, .rule = rule});
}

InputFile::~InputFile() { ops_->close(file_); }

void InputFile::read_at(std::int64_t offset, std::span<std::byte> out) const {
  while (!out.empty()) {
    const std::int64_t count = ops_->read_at(file_, out.data(), out.size(), offset);
    if (count < 0 && errno == EINTR) continue;
    if (const int code = errno; count < 0) throw_file_error(path_, "read at byte " + std::to_string(offset), code, "");
    if (count == 0) {
      throw FileError({.where = path_,
                       .rule = "The file became shorter while it was read",
                       .expected = std::to_string(size_) + " bytes",
                       .received = std::to_string(offset)});
    }
    offset += count;
    out = out.subspan(static_cast<std::size_t>(count));
  }
}

std::vector<std::byte> read_file(const std::string& path, LoadLimits limits, FileOps& ops) {
  const InputFile file(path, ops);
  if (file.size() > limits.bytes) {
    throw FileError({.where = path,
                     .rule = "The file is larger than the limit of this load",
                     .expected = "at most " + std::to_string(limits.bytes) + " bytes",
                     .received = std::to_string(file.size())});
  }
  std::vector<std::byte> out;
  try {
    out.resize(static_cast<std::size_t>(file.size()));
  } catch (const std::bad_alloc&) {
    throw ResourceError(
        {.where = path, .rule = "Not enough memory to read the " + std::to_string(file.size()) + " bytes of the file"});
  }
  file.read_at(0, out);
  return out;
}

}  // namespace glia::detail
