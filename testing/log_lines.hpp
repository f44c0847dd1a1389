#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/log.hpp"
#include "testing/environment.hpp"

namespace glia::tests {

/// Catches what the library writes until the end of the scope; `topics` as in GLIA_LOG.
class LogLines {
 public:
  explicit LogLines(const std::string& topics = "") : topics_("GLIA_LOG", topics) {
    set_log_sink([this](LogLevel, std::string_view text) { lines_.emplace_back(text); });
  }
  ~LogLines() { set_log_sink({}); }
  LogLines(const LogLines&) = delete;
  LogLines& operator=(const LogLines&) = delete;

  const std::vector<std::string>& all() const { return lines_; }
  /// How many hold `fragment`.
  int count(std::string_view fragment) const {
    int out = 0;
    for (const std::string& line : lines_) out += line.find(fragment) != std::string::npos;
    return out;
  }
  void clear() { lines_.clear(); }

 private:
  ScopedEnvironment topics_;
  std::vector<std::string> lines_;
};

/// A line that each new program leaves in LogLines("passes").
inline constexpr std::string_view kPlanned = "passes: plan";

}  // namespace glia::tests
