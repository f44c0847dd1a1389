#include "glia/files/write_file.hpp"

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "glia/base/error.hpp"

namespace glia::detail {
namespace {

constexpr int kMostLinks = 40;  // Linux's own limit
constexpr int kMostNames = 100;

std::string behind_links(const std::string& path) {
  std::filesystem::path current(path);
  for (int i = 0; i < kMostLinks; ++i) {
    std::error_code code;
    if (!std::filesystem::is_symlink(std::filesystem::symlink_status(current, code))) return current.string();
    const std::filesystem::path next = std::filesystem::read_symlink(current, code);
    if (code) throw_file_error(path, "reading the link", code.value(), "");
    current = current.parent_path() / next;  // an absolute `next` replaces the folder
  }
  throw_file_error(path, "following links", ELOOP, "");
}

std::string temporary_name() {
  static std::atomic<unsigned> counter{0};
  return ".glia-save-" + std::to_string(::getpid()) + "-" + std::to_string(counter.fetch_add(1)) + ".tmp";
}

}  // namespace

AtomicFile::AtomicFile(std::string path, FileOps& ops) : ops_(&ops), path_(std::move(path)) {
  if (path_.empty() || path_.find('\0') != std::string::npos) {
    throw FileError({.where = "save", .rule = "A path is not empty and holds no NUL byte"});
  }
  target_ = behind_links(path_);
  folder_ = std::filesystem::path(target_).parent_path().string();
  if (folder_.empty()) folder_ = std::string(".");  // an assignment from char* warns wrongly in g++ 12
  FileStatus status;
  if (ops_->status_of(target_, status) == 0) {
    if (status.kind != FileKind::regular) {
      throw FileError({.where = path_,
                       .rule = status.kind == FileKind::directory ? "This is a folder, a file cannot be saved over it"
                                                                  : "Only a regular file can be saved over, this is a "
                                                                    "device, pipe or socket"});
    }
    existed_ = true;
    mode_ = status.mode;
  } else if (const int code = errno; code != ENOENT) {
    throw_file_error(path_, "looking for the file", code, "");
  }
  create_temporary();
}

AtomicFile::~AtomicFile() { abandon(); }

void AtomicFile::create_temporary() {
  int code = 0;
  for (int attempt = 0; attempt < kMostNames; ++attempt) {
    temporary_ = (std::filesystem::path(folder_) / temporary_name()).string();
    file_ = ops_->create(temporary_, existed_ ? 0600 : 0666);
    code = errno;
    if (file_ >= 0) {
      if (existed_ && ops_->set_mode(file_, mode_) != 0) fail("setting the permissions of the temporary file", errno);
      return;
    }
    temporary_.clear();
    if (code != EEXIST && code != EINTR) break;
  }
  throw_file_error(path_, "creating a temporary file in the folder '" + folder_ + "'", code,
                   code == ENOENT ? "Does the folder '" + folder_ + "' exist?" : untouched());
}

void AtomicFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const std::int64_t count = ops_->write(file_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      const int code = count == 0 ? EIO : errno;
      fail("write after " + std::to_string(written_) + " bytes", code);
    }
    written_ += count;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

void AtomicFile::commit() {
  int result = 0;
  do {
    result = ops_->fsync(file_);
  } while (result != 0 && errno == EINTR);
  if (result != 0) fail("fsync", errno);
  // Linux frees the descriptor even if close fails, so that it is never closed twice; after fsync EINTR loses nothing.
  if (ops_->close(std::exchange(file_, -1)) != 0 && errno != EINTR) fail("close", errno);
  if (ops_->rename(temporary_, target_) != 0) fail("rename", errno);
  temporary_.clear();
  renamed_ = true;
  if (ops_->fsync_dir(folder_) != 0) fail("fsync of the folder", errno);
}

std::string AtomicFile::untouched() const {
  if (renamed_) return "The new file is in place and whole, but a power cut may still undo the save";
  return existed_ ? "The file that was there is untouched" : "No file was left behind";
}

void AtomicFile::fail(const std::string& call, int code) {
  abandon();
  const bool left = !temporary_.empty();
  throw_file_error(path_, call, code, untouched() + (left ? ", but '" + temporary_ + "' could not be removed" : ""));
}

void AtomicFile::abandon() noexcept {
  if (file_ >= 0) ops_->close(std::exchange(file_, -1));
  if (!temporary_.empty() && ops_->unlink(temporary_) == 0) temporary_.clear();
}

void write_file_atomically(const std::string& path, std::span<const std::span<const std::byte>> parts, FileOps& ops) {
  AtomicFile file(path, ops);
  for (const std::span<const std::byte> part : parts) file.write(part);
  file.commit();
}

}  // namespace glia::detail
