// Counts what this test program takes from the heap: a warm predict() takes nothing. Not under the sanitizers, which
// bring heaps of their own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define GLIA_FOREIGN_HEAP 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define GLIA_FOREIGN_HEAP 1
#endif
#endif
#ifndef GLIA_FOREIGN_HEAP
#include <atomic>
#include <cstdlib>
#include <new>

#include "glia/layers/dense.hpp"
#include "glia/model/model.hpp"
#include "testing/golden.hpp"

namespace {

std::atomic<long> allocations{0};

void* counted(std::size_t bytes, std::size_t alignment) {
  ++allocations;
  const std::size_t room = bytes == 0 ? alignment : (bytes + alignment - 1) / alignment * alignment;
  return std::aligned_alloc(alignment, room);
}

void* or_throw(void* memory) { return memory != nullptr ? memory : throw std::bad_alloc(); }

}  // namespace

void* operator new(std::size_t n) { return or_throw(counted(n, 16)); }
void* operator new[](std::size_t n) { return or_throw(counted(n, 16)); }
void* operator new(std::size_t n, std::align_val_t a) { return or_throw(counted(n, static_cast<std::size_t>(a))); }
void* operator new[](std::size_t n, std::align_val_t a) { return or_throw(counted(n, static_cast<std::size_t>(a))); }
void* operator new[](std::size_t n, std::align_val_t a, const std::nothrow_t&) noexcept {
  return counted(n, static_cast<std::size_t>(a));
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

namespace glia {
namespace {

TEST(PredictAllocations, NoneOnceWarm) {
  const Sequential model{Input{784}, Dense{128, relu}, Dense{10, softmax}};
  const Array row = tests::noise(0, {1, 784}).cast(f32);
  const Array rows = tests::noise(0, {40, 784}).cast(f32);
  const long cold = allocations;
  for (int i = 0; i < 3; ++i) model.predict(row);
  EXPECT_GT(allocations, cold) << "the hook counts";
  const long warm = allocations;
  double sum = 0;
  for (int i = 0; i < 100; ++i) sum += model.predict(row).get(0);
  EXPECT_EQ(allocations, warm);
  EXPECT_GT(sum, 0);
  for (int i = 0; i < 3; ++i) model.predict(rows);
  const long warm_rows = allocations;
  for (int i = 0; i < 20; ++i) model.predict(rows);
  EXPECT_EQ(allocations, warm_rows);
}

}  // namespace
}  // namespace glia

#endif  // GLIA_FOREIGN_HEAP
