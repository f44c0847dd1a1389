// GFLOP/s of the panel product on one thread, per instruction set, beside the FMA peak of the same core.
#include "glia/backends/cpu/gemm.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "glia/backends/cpu/panels.hpp"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/gemm.cpp"
// foreach_target.h comes first
// clang-format off
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace peak {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
// 12 chains of multiply-adds without memory; returns the floating-point operations done.
double spin(float* out) {
  const hn::CappedTag<float, 16> d;
  constexpr int kSteps = 100'000;
  const auto x = hn::Set(d, 0.999F), y = hn::Set(d, 0.001F);
  // Different starts: g++ would merge equal chains into one.
  auto a = hn::Iota(d, 1.0F), b = hn::Iota(d, 2.0F), c = hn::Iota(d, 3.0F), e = hn::Iota(d, 4.0F);
  auto f = hn::Iota(d, 5.0F), g = hn::Iota(d, 6.0F), h = hn::Iota(d, 7.0F), i = hn::Iota(d, 8.0F);
  auto j = hn::Iota(d, 9.0F), k = hn::Iota(d, 10.0F), l = hn::Iota(d, 11.0F), m = hn::Iota(d, 12.0F);
  for (int step = 0; step < kSteps; ++step) {
    a = hn::MulAdd(a, x, y), b = hn::MulAdd(b, x, y), c = hn::MulAdd(c, x, y), e = hn::MulAdd(e, x, y);
    f = hn::MulAdd(f, x, y), g = hn::MulAdd(g, x, y), h = hn::MulAdd(h, x, y), i = hn::MulAdd(i, x, y);
    j = hn::MulAdd(j, x, y), k = hn::MulAdd(k, x, y), l = hn::MulAdd(l, x, y), m = hn::MulAdd(m, x, y);
  }
  const auto all = hn::Add(hn::Add(hn::Add(a, b), hn::Add(c, e)), hn::Add(hn::Add(f, g), hn::Add(h, i)));
  hn::StoreU(hn::Add(all, hn::Add(hn::Add(j, k), hn::Add(l, m))), d, out);
  return 2.0 * 12 * kSteps * static_cast<double>(hn::Lanes(d));
}
}  // namespace HWY_NAMESPACE
}  // namespace peak
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace peak {
HWY_EXPORT(spin);
}
namespace {
namespace cpu = glia::detail::cpu;
using cpu::GemmTile;
using Clock = std::chrono::steady_clock;

// Best of 7 rounds of about 3 ms each, in seconds a call: what the core can do when nobody disturbs it.
template <class F>
double seconds(const F& f) {
  const auto run = [&f](int times) {
    const auto start = Clock::now();
    for (int i = 0; i < times; ++i) f();
    return std::chrono::duration<double>(Clock::now() - start).count() / times;
  };
  run(2);
  const int times = std::max(1, static_cast<int>(3e-3 / run(3)));
  double best = run(times);
  for (int round = 0; round < 6; ++round) best = std::min(best, run(times));
  return best;
}

std::vector<float> numbers(std::int64_t count) {
  std::vector<float> out(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<float>(i * 37 % 101) * 0.01F - 0.5F;
  return out;
}

enum class Use { Forward, WeightGradient, InputGradient };

// A dense layer rows × in → out, seen as one of its three products; prints time and rate.
void measure(const char* name, Use use, std::int64_t rows, std::int64_t in, std::int64_t out, double peak_rate) {
  const std::int64_t panels = (out + 15) / 16, padded = (rows + 15) / 16 * 16;
  const std::vector<float> x = numbers(rows * in), w = numbers(in * panels * 16), z = numbers(rows * out);
  std::vector<float> result(static_cast<std::size_t>(std::max({rows * panels * 16, in * panels * 16, in * padded})));
  std::vector<float> zt(static_cast<std::size_t>(panels * 16 * padded));
  const double time = seconds([&] {
    GemmTile t;
    t.c = result.data();
    if (use == Use::Forward) {
      t.a = x.data(), t.a_row = in, t.a_col = 1, t.b = w.data(), t.b_row = 16, t.b_panel = in * 16;
      t.c_row = out, t.c_panel = 16, t.rows = rows, t.panels = panels, t.depth = in, t.c_columns = out;
    } else if (use == Use::WeightGradient) {
      t.a = x.data(), t.a_row = 1, t.a_col = in, t.b = z.data(), t.b_row = out, t.b_panel = 16;
      t.c_row = 16, t.c_panel = in * 16, t.rows = in, t.panels = panels, t.depth = rows, t.b_columns = out;
    } else {
      cpu::transpose_pack(z.data(), rows, out, out, zt.data());
      t.a = w.data(), t.a_row = 16, t.a_col = 1, t.a_segment = 16, t.a_panel = in * 16, t.b = zt.data(), t.b_row = 16,
      t.b_panel = out * 16;
      t.c_row = 16, t.c_panel = in * 16, t.rows = in, t.panels = padded / 16, t.depth = out;
    }
    cpu::gemm(t);
  });
  const double rate = 2e-9 * static_cast<double>(rows * in * out) / time;
  std::printf("  %-9s %5lld x %4lld -> %4lld  %9.2f us  %7.1f GFLOP/s  %3.0f %%\n", name, static_cast<long long>(rows),
              static_cast<long long>(in), static_cast<long long>(out), time * 1e6, rate, 100 * rate / peak_rate);
}
}  // namespace

int main() {
  const std::int64_t present = hwy::SupportedTargets();
  for (const std::int64_t target : {std::int64_t{HWY_AVX3}, std::int64_t{HWY_AVX2}}) {
    if ((present & target) == 0) continue;
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    float sink[16];
    double operations = 0;
    const double peak_time = seconds([&] { operations = HWY_DYNAMIC_DISPATCH(peak::spin)(sink); });
    const double rate = operations / peak_time * 1e-9;
    std::printf("%s: peak %.1f GFLOP/s\n", hwy::TargetName(target), rate);
    const long long layers[][3] = {{32, 784, 128}, {128, 784, 512},   {128, 512, 512},   {2048, 128, 512},
                                   {32, 128, 10},  {128, 1024, 1024}, {256, 4096, 1024}, {1, 784, 128}};
    for (const auto& [rows, in, out] : layers) {
      measure("forward", Use::Forward, rows, in, out, rate);
      if (rows == 1) continue;
      measure("d weight", Use::WeightGradient, rows, in, out, rate);
      measure("d input", Use::InputGradient, rows, in, out, rate);
    }
  }
  hwy::SetSupportedTargetsForTest(0);
  return 0;
}
#endif
