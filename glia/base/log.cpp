#include "glia/base/log.hpp"

#include <cstdio>
#include <cstdlib>
#include <mutex>

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

bool log_enabled(std::string_view topic) {
  const char* topics = std::getenv("GLIA_LOG");
  return topics != nullptr && std::string_view(topics).find(topic) != std::string_view::npos;
}

}  // namespace glia
