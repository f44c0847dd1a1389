#pragma once
#include <cstdint>
#include <vector>

// The sanitizers bring heaps of their own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define GLIA_FOREIGN_HEAP 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define GLIA_FOREIGN_HEAP 1
#endif
#endif

#ifndef GLIA_FOREIGN_HEAP
namespace glia::tests {

/// Blocks that this program has taken by any form of operator new since it began.
long heap_allocations();

/// Remembers every block that is taken while it lives, on any thread, until the block is released. One at a time.
class HeapWatch {
 public:
  HeapWatch();
  ~HeapWatch();
  HeapWatch(const HeapWatch&) = delete;
  HeapWatch& operator=(const HeapWatch&) = delete;
  /// Bytes asked for by each block that is still held, largest first.
  std::vector<std::int64_t> held() const;
};

}  // namespace glia::tests
#endif  // GLIA_FOREIGN_HEAP
