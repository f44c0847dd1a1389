#include "glia/cli/interrupt.hpp"

#include <unistd.h>

#include "glia/base/stop_token.hpp"

namespace glia::cli {
namespace {

void on_interrupt(int) {
  interrupt_token().stop();
  constexpr char kText[] = "\nStopping after this step; Ctrl-C again ends at once.\n";
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, kText, sizeof kText - 1);  // stdio takes locks
}

}  // namespace

InterruptScope::InterruptScope() {
  interrupt_token().reset();
  struct sigaction action = {};
  action.sa_handler = on_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);  // the second signal meets the default, which kills
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &before_);
  if (before_.sa_handler == SIG_IGN) sigaction(SIGINT, &before_, nullptr);  // as nohup and shells ask in the background
}

InterruptScope::~InterruptScope() {
  sigaction(SIGINT, &before_, nullptr);
  interrupt_token().reset();  // so that an evaluation after it is a whole one
}

}  // namespace glia::cli
