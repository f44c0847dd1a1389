#include "glia/cli/output_file.hpp"

#include <filesystem>
#include <unistd.h>

#include "glia/base/error.hpp"

namespace glia::cli {
namespace {

namespace fs = std::filesystem;

struct Removed {
  fs::path path;
  ~Removed() {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
};

}  // namespace

void check_output(const std::string& path) {
  const auto fail = [&](const std::string& rule) { throw FileError({.where = "'" + path + "'", .rule = rule}); };
  std::error_code ignored;
  fs::path folder = fs::path(path).parent_path();
  if (folder.empty()) folder = ".";
  if (path.empty() || fs::is_directory(path, ignored)) fail("This is no name for a file");
  if (!fs::is_directory(folder, ignored)) fail("The folder of this file does not exist");
  if (access(folder.c_str(), W_OK) != 0) fail("The folder of this file may not be written to");
}

void check_output(const std::string& path, const Model& twin) {
  check_output(path);
  const fs::path file(path);
  const Removed trial{file.parent_path() /
                      ("." + file.stem().string() + "-" + std::to_string(getpid()) + file.extension().string())};
  try {
    twin.save(trial.path.string());
  } catch (const Error& error) {  // under the name that the user knows
    throw FileError({.where = "'" + path + "'", .rule = error.parts().rule, .hint = error.parts().hint});
  }
}

}  // namespace glia::cli
