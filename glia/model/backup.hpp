// internal
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "glia/model/model.hpp"

namespace glia::detail {

/// Where training goes on.
struct Backup {
  std::int64_t epoch = 0;
  std::uint64_t seed = 0;
};

// files/ defines these.

/// Writes weights, optimizer state and `backup` into one file, whole or not at all, and makes its folder if need be.
void save_backup(const std::string& path, const Model& model, const Backup& backup);
/// Gives the model what the file holds; nothing if there is no file. A FileError if it is damaged or of another model;
/// then nothing was changed.
std::optional<Backup> load_backup(const std::string& path, const Model& model);
/// Copies a file over another; nothing if there is none.
void copy_backup(const std::string& from, const std::string& to);
/// Removes these files, and their folder if it is empty then.
void remove_backups(const std::string& folder, std::initializer_list<std::string> paths);

}  // namespace glia::detail
