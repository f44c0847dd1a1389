#pragma once
#include <atomic>
#include <cstdint>

#include "glia/base/futex.hpp"
#include "glia/base/spin.hpp"

namespace glia::detail {

/// A meeting point of a fixed number of threads, reusable at once. What a thread wrote before it arrived, all see after
/// it.
class Barrier {
 public:
  Barrier() = default;  ///< of one thread: arriving does nothing
  Barrier(const Barrier&) = delete;
  Barrier& operator=(const Barrier&) = delete;

  /// Only while nobody is inside.
  void reset(int threads, Patience patience) noexcept {
    threads_ = static_cast<std::uint32_t>(threads);
    patience_ = patience;
  }

  void arrive_and_wait() noexcept {
    if (threads_ == 1) return;
    // It cannot advance before this thread arrives, so the value read is the one that everybody meets on.
    const std::uint32_t generation = generation_.load(std::memory_order_relaxed);
    if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == threads_) {
      arrived_.store(0, std::memory_order_relaxed);
      generation_.store(generation + 1);
      if (sleepers_.load() != 0) futex_wake_all(generation_);
      return;
    }
    if (!poll_change(generation_, generation, patience_)) sleep(generation);
  }

 private:
  // A sleeper counts itself before it looks at the generation again, and the last thread to arrive advances the
  // generation before it looks at the count (both sequentially consistent): one of the two always sees the other.
  void sleep(std::uint32_t generation) noexcept {
    sleepers_.fetch_add(1);
    while (generation_.load() == generation) futex_wait(generation_, generation);
    sleepers_.fetch_sub(1);
  }

  std::uint32_t threads_ = 1;
  Patience patience_;
  // Arrivals write their own line, so that they do not disturb those that already poll the generation.
  alignas(64) std::atomic<std::uint32_t> arrived_{0};
  alignas(64) std::atomic<std::uint32_t> generation_{0};
  std::atomic<std::uint32_t> sleepers_{0};
};

}  // namespace glia::detail
