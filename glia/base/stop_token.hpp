#pragma once
#include <atomic>
#include <memory>

#pragma GCC visibility push(default)
namespace glia {

/// A shared flag that asks a long run, such as `fit`, to end after the step it is in. Copies share the flag.
/// Thread-safe; stop() and stopped() may also be called from a signal handler.
class StopToken {
 public:
  StopToken();

  /// On a flag that somebody else keeps, and that must outlive every copy.
  constexpr explicit StopToken(std::atomic<bool>& flag) noexcept : flag_(&flag) {}

  void stop() const noexcept { flag_->store(true); }
  bool stopped() const noexcept { return flag_->load(std::memory_order_acquire); }
  void reset() const noexcept { flag_->store(false); }

 private:
  static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may not take a lock");
  std::shared_ptr<std::atomic<bool>> owner_;  // copied only as a whole, so flag_ stays valid
  std::atomic<bool>* flag_;
};

/// The token of the process, polled by `fit` and `evaluate`. The library installs no signal handler; a program may:
///   std::signal(SIGINT, [](int) { glia::interrupt_token().stop(); std::signal(SIGINT, SIG_DFL); });
/// The first Ctrl-C then ends fit() after the step it is in: the epoch is closed without validation, callbacks run to
/// their end, and the history tells by stopped_by_interrupt(). The second one ends the process. The token stays
/// stopped, so that a program with several fits ends soon; reset() it (and set the handler again) to go on. Usable
/// before and after main.
StopToken& interrupt_token() noexcept;

}  // namespace glia
#pragma GCC visibility pop
