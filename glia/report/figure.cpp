#include "glia/report/figure.hpp"

#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <set>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/report/text.hpp"
#include "glia/report/write_file.hpp"

namespace glia {
namespace {

// False if this process has already taken the path; relative ones count from the working directory of the call.
bool take(const std::string& path) {
  static std::mutex mutex;
  static std::set<std::string> taken;
  std::error_code ignored;
  const std::string absolute = std::filesystem::absolute(path, ignored).lexically_normal().string();
  const std::lock_guard lock(mutex);
  return taken.insert(absolute).second;
}

std::string free_path() {
  const char* folder = std::getenv("GLIA_PLOTS");
  std::string prefix = folder == nullptr ? "" : folder;
  if (!prefix.empty() && prefix.back() != '/') prefix += '/';
  std::string path = prefix + "plot.svg";
  for (int i = 2; !take(path); ++i) path = prefix + "plot_" + std::to_string(i) + ".svg";
  return path;
}

}  // namespace

Figure::Figure(std::string svg) : svg_(std::move(svg)) {
  if (svg_.starts_with("<svg")) return;
  throw ValueError({.where = "Figure",
                    .rule = "A figure must be one SVG element",
                    .expected = "text that starts with \"<svg\"",
                    .received = detail::report::concat({"\"", svg_.substr(0, 20), "\""})});
}

void Figure::save(const std::string& path) const {
  detail::report::write_file(path, svg_);
  take(path);
}

std::string Figure::show() const {
  std::string path = free_path();
  detail::report::write_file(path, svg_);
  log_write(LogLevel::report, detail::report::concat({"wrote ", path, "\n"}));
  return path;
}

}  // namespace glia
