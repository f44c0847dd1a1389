#pragma once
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

/// Seconds of processor time that the calling thread spends on f(): other programs on a busy machine do not count, so
/// this is for work on one thread.
template <class F>
double cpu_seconds(F&& f) {
  const auto now = [] {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
  };
  const double start = now();
  f();
  return now() - start;
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Runs a and b in turn (A B A B …) and prints one line: the medians, and median and range of the pairs' ratios b / a.
/// `units` is what one call does, a number of steps or calls.
template <class A, class B>
void compare_pairs(const char* what, const char* name_a, A&& a, const char* name_b, B&& b, double units) {
  constexpr int kPairs = 9;
  a(), b();  // plans and warms up
  std::vector<double> as, bs, ratios;
  for (int i = 0; i < kPairs; ++i) {
    as.push_back(cpu_seconds(a) / units * 1e6);
    bs.push_back(cpu_seconds(b) / units * 1e6);
    ratios.push_back(bs.back() / as.back());
  }
  const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
  std::printf("%-30s %s %.2f us, %s %.2f us, ratio %.3f (%d pairs, %.3f … %.3f)\n", what, name_a, median(as), name_b,
              median(bs), median(ratios), kPairs, *least, *most);
}
