#pragma once
#include <csignal>

namespace glia::cli {

/// While it lives, the first Ctrl-C asks `fit` to end after its step and says so; a second one ends the process at
/// once.
class InterruptScope {
 public:
  InterruptScope();
  ~InterruptScope();
  InterruptScope(const InterruptScope&) = delete;
  InterruptScope& operator=(const InterruptScope&) = delete;

 private:
  struct sigaction before_;
};

}  // namespace glia::cli
