#pragma once
#include <atomic>
#include <cstdint>

#ifdef __linux__
#include <climits>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace glia::detail {

// std::atomic::wait of libstdc++ 12 yields up to 16 times and counts waiters in a shared table first; the pool has
// already spun and counts its own sleepers, so it goes to the kernel directly where it can.

/// Sleeps while `word` holds `old`; may also return early, so callers loop.
inline void futex_wait(std::atomic<std::uint32_t>& word, std::uint32_t old) noexcept {
#ifdef __linux__
  static_assert(sizeof word == sizeof(std::uint32_t) && std::atomic<std::uint32_t>::is_always_lock_free);
  syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, old, nullptr, nullptr, 0);
#else
  word.wait(old);
#endif
}

inline void futex_wake_all(std::atomic<std::uint32_t>& word) noexcept {
#ifdef __linux__
  syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, INT_MAX, nullptr, nullptr, 0);
#else
  word.notify_all();
#endif
}

}  // namespace glia::detail
