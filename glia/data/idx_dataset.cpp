#include "glia/data/idx_dataset.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <vector>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/base/sha256.hpp"
#include "glia/data/download.hpp"
#include "glia/data/gzip.hpp"
#include "glia/data/idx.hpp"
#include "glia/data/local_file.hpp"

namespace glia::detail {
namespace {

namespace fs = std::filesystem;
using Paths = std::array<std::string, 4>;

constexpr std::uint64_t kLargestFile = std::uint64_t{64} << 20;  // unpacked; the largest of these files has 47 MB

std::string quoted(const std::string& path) {
  std::string out = "'";  // g++ 12 sees an overlap that is none in "'" + path
  out += path;
  return out += '\'';
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

fs::path cache_folder() {
  if (const std::string folder = environment("GLIA_CACHE"); !folder.empty()) return folder;
  if (const std::string folder = environment("XDG_CACHE_HOME"); !folder.empty()) return fs::path(folder) / "glia";
  if (const std::string folder = environment("HOME"); !folder.empty()) return fs::path(folder) / ".cache" / "glia";
  return {};
}

/// The path of `name`, packed or not; empty if it is not there.
std::string find_file(const fs::path& folder, const std::string& name) {
  std::error_code ignored;  // a folder that may not be read holds nothing for us
  for (const char* ending : {".gz", ""}) {
    const fs::path path = folder / (name + ending);
    if (fs::exists(path, ignored)) return path.string();
  }
  return {};
}

std::optional<Paths> find_all(const IdxDataset& dataset, const fs::path& folder, std::string& tried) {
  Paths paths;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    paths[i] = find_file(folder, dataset.files[i].name);
    if (paths[i].empty()) {
      tried += quoted(folder.string()) + " lacks " + dataset.files[i].name + ".gz; ";
      return std::nullopt;
    }
  }
  return paths;
}

void check_digest(const std::vector<std::byte>& packed, const IdxDatasetFile& file, const std::string& url) {
  GzipReader gzip(packed, url);
  Sha256 hash;
  std::vector<std::byte> piece(1 << 16);
  std::uint64_t total = 0;
  for (std::size_t got = gzip.read(piece); got > 0 && total <= kLargestFile; got = gzip.read(piece)) {
    hash.update(std::span<const std::byte>(piece).first(got));
    total += got;
  }
  const std::string digest = hash.hex();
  if (digest != file.sha256) {
    throw FileError({.where = url,
                     .rule = "The download is not the file that it should be",
                     .expected = "SHA-256 " + file.sha256 + " of the unpacked bytes",
                     .received = digest});
  }
}

Paths download_all(const IdxDataset& dataset, const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw FileError({.where = quoted(folder.string()), .rule = "The folder cannot be made (" + error.message() + ")"});
  log_write(LogLevel::hint, dataset.where + ": downloading from " + dataset.url + " to " + folder.string());
  Paths paths;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const IdxDatasetFile& file = dataset.files[i];
    paths[i] = find_file(folder, file.name);
    if (!paths[i].empty()) continue;
    const std::string url = dataset.url + file.name + ".gz";
    const std::vector<std::byte> packed = download(url);
    check_digest(packed, file, url);
    paths[i] = (folder / (file.name + ".gz")).string();
    write_file(paths[i], packed);
  }
  return paths;
}

datasets::Split read_split(const std::string& images, const std::string& labels) {
  datasets::Split out{.x = read_idx(images), .y = read_idx(labels)};
  if (out.x.rank() != 3 || out.x.dtype() != u8) {
    throw FileError({.where = quoted(images),
                     .rule = "The images are not of the expected kind",
                     .expected = "u8 with 3 axes",
                     .received = std::string(out.x.dtype().name()) + " " + out.x.shape().str()});
  }
  if (out.y.shape() != Shape{out.x.dim(0)} || out.y.dtype() != u8) {
    throw FileError({.where = quoted(labels),
                     .rule = "The labels do not belong to the images beside them",
                     .expected = "u8 (" + std::to_string(out.x.dim(0)) + ",)",
                     .received = std::string(out.y.dtype().name()) + " " + out.y.shape().str()});
  }
  const auto labelled = out.y.span<std::uint8_t>();
  const auto wrong = std::ranges::find_if(labelled, [](std::uint8_t label) { return label > 9; });
  if (wrong != labelled.end()) {
    throw FileError({.where = quoted(labels),
                     .rule = "A label lies outside of the ten classes",
                     .expected = "0 to 9",
                     .received = std::to_string(*wrong) + " in row " + std::to_string(wrong - labelled.begin())});
  }
  return out;
}

Paths locate(const IdxDataset& dataset) {
  std::string tried;
  if (const std::string data = environment("GLIA_DATA"); data.empty()) {
    tried += "GLIA_DATA is not set; ";
  } else if (const auto paths = find_all(dataset, fs::path(data) / dataset.folder, tried)) {
    return *paths;
  }
  if (const fs::path cache = cache_folder(); cache.empty()) {
    tried += "there is no cache folder (GLIA_CACHE and HOME are not set)";
  } else if (const auto paths = find_all(dataset, cache / dataset.folder, tried)) {
    return *paths;
  } else {
    try {
      return download_all(dataset, cache / dataset.folder);
    } catch (const Error& error) {
      tried += error.what();
    }
  }
  throw DataError({.where = dataset.where,
                   .rule = "The data were neither found nor downloaded",
                   .received = tried,
                   .hint = "Set GLIA_DATA to a folder that holds " + dataset.folder + "/" + dataset.files[0].name +
                           ".gz and the other three files, or use datasets::digits(), which needs no files"});
}

}  // namespace

datasets::Dataset load(const IdxDataset& dataset) {
  const Paths paths = locate(dataset);
  return {.train = read_split(paths[0], paths[2]), .test = read_split(paths[1], paths[3])};
}

}  // namespace glia::detail
