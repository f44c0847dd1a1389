#pragma once
#include <functional>
#include <span>

namespace CLI {
class App;
}

namespace glia::cli {

/// Carries a command out; the number is the exit status of the program.
using Action = std::function<int()>;

/// One command of the program. A file glia/cli/x_y.cpp that defines `Command x_y()` joins the grammar by being there.
struct Command {
  const char* words;                ///< "train image"; a first word may be shared by several commands
  const char* help;                 ///< one sentence for the list of commands
  Action (*define)(CLI::App& app);  ///< adds arguments and options to `app`; the action reads them once parsed
};

/// All commands; made by the build from the folder listing.
std::span<const Command> commands();

/// Exit status where Ctrl-C ended a training early: what a shell reports for a program that SIGINT ended, so that
/// scripts do not take such a model for a finished one.
inline constexpr int kInterrupted = 130;

}  // namespace glia::cli
