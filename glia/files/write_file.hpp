#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "glia/files/file_ops.hpp"

namespace glia::detail {

/// A file that appears whole or not at all. The bytes go into a temporary file in the folder of `path` (".glia-save-…",
/// new, permissions from the umask or, if `path` exists, its own); commit() syncs it, renames it over `path` and syncs
/// the folder. Until then, and after any error, `path` is what it was and the temporary file is removed (a killed
/// process leaves it behind; it is safe to delete). A `path` that is a symbolic link is written through: the file it
/// points to is replaced, in that file's folder. Folders, pipes and devices are refused.
class AtomicFile {
 public:
  explicit AtomicFile(std::string path, FileOps& ops = FileOps::real());
  ~AtomicFile();  ///< without commit(): gives the save up
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::span<const std::byte> bytes);
  void commit();
  std::int64_t written() const { return written_; }

 private:
  [[noreturn]] void fail(const std::string& call, int code);
  void create_temporary();
  void abandon() noexcept;
  std::string untouched() const;

  FileOps* ops_;
  std::string path_;    // as the caller gave it, for messages
  std::string target_;  // behind all links
  std::string folder_;
  std::string temporary_;  // empty once renamed or removed
  std::int64_t written_ = 0;
  int file_ = -1;
  bool existed_ = false;
  bool renamed_ = false;
  unsigned mode_ = 0;
};

/// Writes the parts one after the other as an AtomicFile.
void write_file_atomically(const std::string& path, std::span<const std::span<const std::byte>> parts,
                           FileOps& ops = FileOps::real());

}  // namespace glia::detail
