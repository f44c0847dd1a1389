#pragma once
#include <functional>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)
namespace glia {

/// What a line of output is: `report` goes to stdout (progress, summary), the others to stderr.
enum class LogLevel { report, hint, warning };

using LogSink = std::function<void(LogLevel, std::string_view)>;

/// Replaces the one place through which the library writes; an empty sink restores the default. Thread-safe.
/// A report is written as it is (it holds its own line ends); hints and warnings are whole lines without "\n".
void set_log_sink(LogSink sink);

void log_write(LogLevel level, std::string_view text);

/// Width of the terminal on which reports appear; 0 if they go to a file, a pipe, a sink or a terminal without cursor.
int report_columns();

/// Whether the environment variable GLIA_LOG lists `topic`, as in GLIA_LOG=dispatch,passes.
bool log_enabled(std::string_view topic);

}  // namespace glia
#pragma GCC visibility pop
