#include "testing/counted_heap.hpp"

#ifndef GLIA_FOREIGN_HEAP
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <new>
#include <unordered_map>

namespace glia::tests {
namespace {

/// For the table of blocks itself, which must not watch itself.
template <class T>
struct Uncounted {
  using value_type = T;
  Uncounted() = default;
  template <class U>
  Uncounted(const Uncounted<U>&) {}  // NOLINT
  T* allocate(std::size_t n) {
    void* memory = std::malloc(n * sizeof(T));  // NOLINT(bugprone-sizeof-expression): T may be a pointer
    if (memory == nullptr) throw std::bad_alloc();
    return static_cast<T*>(memory);
  }
  void deallocate(T* p, std::size_t) { std::free(p); }
  bool operator==(const Uncounted&) const { return true; }
};
using Blocks = std::unordered_map<const void*, std::int64_t, std::hash<const void*>, std::equal_to<>,
                                  Uncounted<std::pair<const void* const, std::int64_t>>>;

std::atomic<long> allocations{0};
std::atomic<bool> watching{false};
std::mutex blocks_mutex;
Blocks* blocks = nullptr;  // while a HeapWatch lives

void* counted(std::size_t bytes, std::size_t alignment) {
  ++allocations;
  const std::size_t room = bytes == 0 ? alignment : (bytes + alignment - 1) / alignment * alignment;
  void* memory = std::aligned_alloc(alignment, room);
  if (watching.load(std::memory_order_relaxed)) {
    const std::lock_guard lock(blocks_mutex);
    if (blocks != nullptr) (*blocks)[memory] = static_cast<std::int64_t>(bytes);
  }
  return memory;
}

void release(void* memory) {
  if (watching.load(std::memory_order_relaxed)) {
    const std::lock_guard lock(blocks_mutex);
    if (blocks != nullptr) blocks->erase(memory);
  }
  std::free(memory);
}

void* or_throw(void* memory) { return memory != nullptr ? memory : throw std::bad_alloc(); }

}  // namespace

long heap_allocations() { return allocations; }

HeapWatch::HeapWatch() {
  const std::lock_guard lock(blocks_mutex);
  blocks = new (Uncounted<Blocks>().allocate(1)) Blocks;
  watching = true;
}

HeapWatch::~HeapWatch() {
  watching = false;
  const std::lock_guard lock(blocks_mutex);
  blocks->~Blocks();
  Uncounted<Blocks>().deallocate(blocks, 1);
  blocks = nullptr;
}

std::vector<std::int64_t> HeapWatch::held() const {
  std::vector<std::int64_t, Uncounted<std::int64_t>> sizes;
  {
    const std::lock_guard lock(blocks_mutex);
    for (const auto& [memory, bytes] : *blocks) sizes.push_back(bytes);
  }
  std::sort(sizes.begin(), sizes.end(), std::greater<>());
  return {sizes.begin(), sizes.end()};
}

}  // namespace glia::tests

using glia::tests::counted;
using glia::tests::or_throw;
using glia::tests::release;

void* operator new(std::size_t n) { return or_throw(counted(n, 16)); }
void* operator new[](std::size_t n) { return or_throw(counted(n, 16)); }
void* operator new(std::size_t n, const std::nothrow_t&) noexcept { return counted(n, 16); }
void* operator new[](std::size_t n, const std::nothrow_t&) noexcept { return counted(n, 16); }
void* operator new(std::size_t n, std::align_val_t a) { return or_throw(counted(n, static_cast<std::size_t>(a))); }
void* operator new[](std::size_t n, std::align_val_t a) { return or_throw(counted(n, static_cast<std::size_t>(a))); }
void* operator new[](std::size_t n, std::align_val_t a, const std::nothrow_t&) noexcept {
  return counted(n, static_cast<std::size_t>(a));
}
void operator delete(void* p) noexcept { release(p); }
void operator delete[](void* p) noexcept { release(p); }
void operator delete(void* p, std::size_t) noexcept { release(p); }
void operator delete[](void* p, std::size_t) noexcept { release(p); }
void operator delete(void* p, const std::nothrow_t&) noexcept { release(p); }
void operator delete[](void* p, const std::nothrow_t&) noexcept { release(p); }
void operator delete(void* p, std::align_val_t) noexcept { release(p); }
void operator delete[](void* p, std::align_val_t) noexcept { release(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { release(p); }
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept { release(p); }

#endif  // GLIA_FOREIGN_HEAP
