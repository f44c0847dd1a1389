// Throughput of the random fills on one thread, best of fifteen rounds.
#include "glia/base/random.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace {

template <class F>
void report(const char* what, double values, const F& fill) {
  double best = 1e9;
  for (std::uint64_t round = 0; round < 15; ++round) {
    const auto start = std::chrono::steady_clock::now();
    fill(round);
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::printf("%-24s %8.1f M/s  %9.2f us\n", what, values / best * 1e-6, best * 1e6);
}

}  // namespace

int main() {
  using namespace glia::detail;
  constexpr std::int64_t n = 1 << 18;
  std::vector<float> f(n);
  std::vector<double> d(n);
  std::vector<std::int32_t> order(60'000);
  std::vector<std::int64_t> labels(n);
  report("uniform f32", n, [&](std::uint64_t i) { fill_uniform(f.data(), 0, n, 1, i, 0.0f, 1.0f); });
  report("uniform f64", n, [&](std::uint64_t i) { fill_uniform(d.data(), 0, n, 1, i, 0.0, 1.0); });
  report("bernoulli f32", n, [&](std::uint64_t i) { fill_bernoulli(f.data(), 0, n, 1, i, 0.3); });
  report("normal f32", n, [&](std::uint64_t i) { fill_normal(f.data(), 0, n, 1, i, 0, 1); });
  report("normal f64", n, [&](std::uint64_t i) { fill_normal(d.data(), 0, n, 1, i, 0, 1); });
  report("truncated normal f32", n, [&](std::uint64_t i) { fill_truncated_normal(f.data(), 0, n, 1, i, 0, 1); });
  report("integers i64", n, [&](std::uint64_t i) { fill_integers(labels.data(), 0, n, 1, i, 0, 10); });
  report("permutation of 60,000", 60'000, [&](std::uint64_t i) { permutation(order.data(), 60'000, 1, i); });
}
