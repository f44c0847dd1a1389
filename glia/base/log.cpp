#include "glia/base/log.hpp"

#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <sys/ioctl.h>
#include <unistd.h>

namespace glia {
namespace {

std::mutex& mutex() {
  static std::mutex instance;
  return instance;
}

LogSink& sink() {
  static LogSink instance;
  return instance;
}

void write_default(LogLevel level, std::string_view text) {
  if (level == LogLevel::report) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
    return;
  }
  const std::string line = "glia: " + std::string(text) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

void set_log_sink(LogSink replacement) {
  const std::lock_guard lock(mutex());
  sink() = std::move(replacement);
}

void log_write(LogLevel level, std::string_view text) {
  const std::lock_guard lock(mutex());
  if (sink()) {
    sink()(level, text);
  } else {
    write_default(level, text);
  }
}

int report_columns() {
  const std::lock_guard lock(mutex());
  const char* kind = std::getenv("TERM");
  if (sink() || ::isatty(STDOUT_FILENO) == 0 || kind == nullptr || std::string_view(kind) == "dumb") return 0;
  constexpr int kUsual = 80;  // terminals that do not tell
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kUsual;
}

bool log_enabled(std::string_view topic) {
  const char* topics = std::getenv("GLIA_LOG");
  return topics != nullptr && std::string_view(topics).find(topic) != std::string_view::npos;
}

}  // namespace glia
