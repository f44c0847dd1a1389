#include "glia/base/thread_pool.hpp"

#include <cstdio>
#include <cstdlib>
#include <new>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "glia/base/error.hpp"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define COUNTS_ALLOCATIONS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define COUNTS_ALLOCATIONS 0
#endif
#endif
#ifndef COUNTS_ALLOCATIONS
#define COUNTS_ALLOCATIONS 1
#endif

#if COUNTS_ALLOCATIONS
namespace {

std::atomic<std::size_t> allocations{0};

}  // namespace

// Every allocation of this program through `new` is counted, whichever thread makes it. Sanitizers bring their own
// `new`.
void* operator new(std::size_t bytes) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif

namespace glia::detail {
namespace {

template <class F>
void region(int threads, const F& body) {
  parallel_region(
      threads,
      [](void* context, int thread, int count, Barrier& barrier) {
        (*static_cast<const F*>(context))(thread, count, barrier);
      },
      const_cast<F*>(&body));
}

TEST(ThreadPool, EveryParticipantRunsOnce) {
  for (const int threads : {1, 2, 3, 8, 1, 8, 2}) {
    std::vector<int> visits(8, 0);
    std::vector<int> counts(8, 0);
    region(threads, [&](int thread, int count, Barrier&) {
      ++visits[static_cast<std::size_t>(thread)];
      counts[static_cast<std::size_t>(thread)] = count;
    });
    for (int i = 0; i < 8; ++i) {
      EXPECT_EQ(visits[static_cast<std::size_t>(i)], i < threads ? 1 : 0) << i << " of " << threads;
      EXPECT_EQ(counts[static_cast<std::size_t>(i)], i < threads ? threads : 0) << i << " of " << threads;
    }
  }
}

// Plain, unsynchronised cells: a barrier that let one thread through early would show as a wrong sum, or as a race
// under TSan.
TEST(ThreadPool, BarrierOrdersMemory) {
  for (const int threads : {2, 3, 8}) {
    const int rounds = threads > 2 ? 300 : 3000;
    std::vector<long> cells(static_cast<std::size_t>(threads), 0);
    std::vector<long> wrong(static_cast<std::size_t>(threads), 0);
    region(threads, [&](int thread, int count, Barrier& barrier) {
      for (long round = 1; round <= rounds; ++round) {
        cells[static_cast<std::size_t>(thread)] = round;
        barrier.arrive_and_wait();
        long sum = 0;
        for (const long cell : cells) sum += cell;
        if (sum != round * count) ++wrong[static_cast<std::size_t>(thread)];
        barrier.arrive_and_wait();
      }
    });
    EXPECT_EQ(wrong, std::vector<long>(static_cast<std::size_t>(threads), 0)) << threads;
  }
}

TEST(ThreadPool, NestedRegionsRunAlone) {
  std::vector<int> inner(2, 0);
  region(2, [&](int thread, int, Barrier& outer) {
    region(2, [&](int nested, int count, Barrier& barrier) {
      barrier.arrive_and_wait();
      inner[static_cast<std::size_t>(thread)] += 10 * count + nested;
    });
    outer.arrive_and_wait();
  });
  EXPECT_EQ(inner, (std::vector<int>{10, 10}));
}

TEST(ThreadPool, TwoCallersAtOnceBothFinish) {
  constexpr int runs = 2000;
  std::atomic<int> shared{0};
  const auto caller = [&] {
    for (int i = 0; i < runs; ++i) {
      // Whatever number of participants came, the work is cut into the same two halves.
      region(2, [&](int thread, int count, Barrier& barrier) {
        for (int half = thread; half < 2; half += count) shared.fetch_add(1, std::memory_order_relaxed);
        barrier.arrive_and_wait();
      });
    }
  };
  std::thread other(caller);
  caller();
  other.join();
  EXPECT_EQ(shared.load(), 2 * 2 * runs);
}

TEST(ThreadPool, ACallerThatFindsThePoolBusyRunsAlone) {
  int seen = 0;
  region(2, [&](int thread, int, Barrier& barrier) {
    if (thread == 0) {
      std::thread([&] { region(2, [&](int, int count, Barrier&) { seen = count; }); }).join();
    }
    barrier.arrive_and_wait();
  });
  EXPECT_EQ(seen, 1);
}

#if COUNTS_ALLOCATIONS
TEST(ThreadPool, OnceWarmNothingIsAllocated) {
  const auto work = [](int, int, Barrier& barrier) { barrier.arrive_and_wait(); };
  region(3, work);
  const std::size_t before = allocations.load();
  for (int i = 0; i < 100; ++i) region(1 + i % 3, work);
  EXPECT_EQ(allocations.load(), before);
  region(9, work);
  EXPECT_GT(allocations.load(), before) << "the counter must see a pool that grows, or it proves nothing";
}
#endif

TEST(ThreadPool, AHundredThousandRegions) {
  long totals[2] = {0, 0};
  for (int i = 0; i < 100'000; ++i) {
    region(2, [&](int thread, int, Barrier&) { totals[thread] += i; });
  }
  EXPECT_EQ(totals[0], 4'999'950'000);
  EXPECT_EQ(totals[1], 4'999'950'000);
}

// Workers that sleep in the kernel must be woken just as those that still poll.
TEST(ThreadPool, WorkersWakeAfterTheyFellAsleep) {
  for (int i = 0; i < 20; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    std::atomic<int> ran{0};
    region(3, [&](int, int, Barrier& barrier) {
      ran.fetch_add(1);
      barrier.arrive_and_wait();
    });
    EXPECT_EQ(ran.load(), 3);
  }
}

int exit_code_of(pid_t child) {
  int status = 0;
  if (waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

TEST(ThreadPool, AForkedChildRunsAlone) {
  region(2, [](int, int, Barrier&) {});
  int seen = 0;
  const auto look = [&](int thread, int count, Barrier&) {
    if (thread == 0) seen = count;
  };
  const pid_t child = fork();
  if (child == 0) {
    region(2, look);
    _exit(seen);
  }
  EXPECT_EQ(exit_code_of(child), 1);
  region(2, look);
  EXPECT_EQ(seen, 2) << "the parent keeps its workers";
}

// exit() would hang in the child if it waited for workers that do not exist there.
TEST(ThreadPool, AForkedChildExitsCleanly) {
  region(2, [](int, int, Barrier&) {});
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) std::exit(7);
  EXPECT_EQ(exit_code_of(child), 7);
}

TEST(Threads, TheUsersNumberReplacesTheDefault) {
  EXPECT_GE(default_threads(), 1);
  EXPECT_EQ(threads(), default_threads());
  set_threads(8);
  EXPECT_EQ(threads(), 8);
  set_threads(0);
  EXPECT_EQ(threads(), default_threads());
  EXPECT_THROW(set_threads(-1), ValueError);
  EXPECT_THROW(set_threads(max_threads + 1), ValueError);
}

}  // namespace
}  // namespace glia::detail
