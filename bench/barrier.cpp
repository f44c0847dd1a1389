// What a barrier and the start of a region cost, in microseconds: median and worst of nine rounds, one line per team.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "glia/base/thread_pool.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using glia::detail::Barrier;

double microseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

template <class F>
void report(const char* what, int threads, const F& once) {
  std::vector<double> rounds(9);
  for (double& round : rounds) round = once();
  std::sort(rounds.begin(), rounds.end());
  std::printf("%-28s %d threads: %8.3f us, worst round %8.3f\n", what, threads, rounds[4], rounds.back());
}

void nothing(void*, int, int, Barrier&) {}

void many_barriers(void* context, int, int, Barrier& barrier) {
  for (int i = 0; i < *static_cast<int*>(context); ++i) barrier.arrive_and_wait();
}

double barrier_cost(int threads, int count) {
  const auto start = Clock::now();
  glia::detail::parallel_region(threads, many_barriers, &count);
  return microseconds_since(start) / count;
}

double region_cost(int threads, int count) {
  const auto start = Clock::now();
  for (int i = 0; i < count; ++i) glia::detail::parallel_region(threads, nothing, nullptr);
  return microseconds_since(start) / count;
}

double cold_region_cost(int threads) {
  double sum = 0;
  for (int i = 0; i < 10; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    const auto start = Clock::now();
    glia::detail::parallel_region(threads, nothing, nullptr);
    sum += microseconds_since(start);
  }
  return sum / 10;
}

}  // namespace

int main() {
  std::printf("CPUs that may be used: %d\n", glia::detail::default_threads());
  for (const int threads : {1, 2, 3, 8}) {
    const int count = threads > glia::detail::default_threads() ? 500 : 50'000;
    glia::detail::parallel_region(threads, nothing, nullptr);
    report("barrier", threads, [&] { return barrier_cost(threads, count); });
    report("start and end, warm", threads, [&] { return region_cost(threads, count / 5); });
    report("start and end, after 2 ms", threads, [&] { return cold_region_cost(threads); });
  }
}
