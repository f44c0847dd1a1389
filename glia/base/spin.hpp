#pragma once
#include <atomic>
#include <cstdint>
#include <thread>

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

namespace glia::detail {

inline void cpu_pause() noexcept {
#if defined(__x86_64__) || defined(__i386__)
  _mm_pause();
#elif defined(__aarch64__)
  asm volatile("isb" ::: "memory");
#endif
}

/// How long a thread polls before it sleeps in the kernel.
struct Patience {
  int pauses = 0;
  int yields = 0;
};

// A pause takes 20 ns (Zen) to 45 ns (Skylake and later), so 24 stay near 1 µs at most. A yield with nothing else to
// run takes about 0.3 µs: 160 of them outlast the imbalance of one cut of work (5–20 µs) twice over, and are cheaper
// than one wake-up.
inline constexpr Patience patient{.pauses = 24, .yields = 160};
// More participants than CPUs: whoever pauses keeps a CPU from the one that is waited for. Two yields let it run
// instead: for 3 and 8 threads on 2 CPUs a barrier took 3.5 and 12 µs, against 31 and 35 µs with none; with 8 or more a
// region's start got slower.
inline constexpr Patience impatient{.pauses = 0, .yields = 2};

/// Polls until `word` differs from `old`; false if it still holds it when patience has run out.
inline bool poll_change(const std::atomic<std::uint32_t>& word, std::uint32_t old, Patience patience) noexcept {
  for (int i = 0; i <= patience.pauses; ++i) {
    if (word.load(std::memory_order_acquire) != old) return true;
    cpu_pause();
  }
  for (int i = 0; i < patience.yields; ++i) {
    std::this_thread::yield();
    if (word.load(std::memory_order_acquire) != old) return true;
  }
  return false;
}

}  // namespace glia::detail
