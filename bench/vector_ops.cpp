// ns per 1,000 elements of each micro-op (arrays of 1,024 in L1), per 100,000 weights of each update (L2) and per row
// of the row kernels, for every instruction set of this processor. The least of several runs: other load only adds.
#include "glia/base/simd_targets.hpp"
// Highway's headers come after the choice of targets.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <hwy/highway.h>
#include <vector>

#include "glia/backends/cpu/row_kernels.hpp"
#include "glia/backends/cpu/update_kernels.hpp"
#include "glia/backends/cpu/vector_ops.hpp"

using namespace glia::detail::cpu;

namespace {

template <class F>
double least_ns(int calls, F&& f) {
  double best = 1e30;
  for (int repeat = 0; repeat < 15; ++repeat) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < calls; ++i) f();
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
    best = std::min(best, took.count() / calls);
  }
  return best;
}

void bench_ops() {
  constexpr std::int64_t n = 1024;
  std::vector<float> a(n), b(n), c(n), out(n);
  for (std::size_t i = 0; i < n; ++i) {
    a[i] = 0.01f + 3.0f * std::fabs(std::sin(static_cast<float>(i)));
    b[i] = std::cos(static_cast<float>(i));
    c[i] = 0.5f;
  }
  for (const char* name : {"add", "divide", "maximum", "relu", "where", "sqrt", "rsqrt", "exp", "expm1", "log", "log1p",
                           "tanh", "sigmoid", "erf", "sin", "power"}) {
    const VectorOp op = find_vector_op(name);
    const double ns = least_ns(200, [&] { op(out.data(), a.data(), b.data(), c.data(), n); });
    std::printf("  %-24s %8.1f ns / 1,000\n", name, ns * 1000 / n);
  }
}

void bench_updates() {
  constexpr std::size_t n = 100000;
  std::vector<float> w(n, 0.1f), m(n, 0.01f), v(n, 0.02f), g(n, 0.03f);
  const UpdateArrays x = update_in_place(w.data(), g.data(), m.data(), v.data());
  const AdamFactors adam{.alpha = 1e-3f, .one_minus_beta1 = 0.1f, .one_minus_beta2 = 1e-3f, .epsilon = 1e-7f};
  const RmspropFactors rmsprop{.learning_rate = 1e-3f, .rho = 0.9f, .one_minus_rho = 0.1f, .epsilon = 1e-7f};
  const auto report = [](const char* name, double ns) { std::printf("  %-24s %8.0f ns / 100,000\n", name, ns); };
  report("sgd", least_ns(20, [&] { sgd_update(x, n, 1e-9f); }));
  report("momentum", least_ns(20, [&] { momentum_update(x, n, 1e-9f, 0.9f); }));
  report("nesterov", least_ns(20, [&] { nesterov_update(x, n, 1e-9f, 0.9f); }));
  report("adam", least_ns(20, [&] { adam_update(x, n, adam); }));
  report("adamw", least_ns(20, [&] { adamw_update(x, n, adam, 0.004f, 1e-3f); }));
  report("rmsprop", least_ns(20, [&] { rmsprop_update(x, n, rmsprop); }));
  report("rmsprop + momentum", least_ns(20, [&] { rmsprop_momentum_update(x, n, rmsprop, 0.9f); }));
}

void bench_rows() {
  for (const std::int64_t columns : {10, 100, 1000}) {
    const std::int64_t rows = 32;
    std::vector<float> x(static_cast<std::size_t>(rows * columns));
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = std::sin(static_cast<float>(i));
    std::vector<float> out(x.size()), loss(rows), correct(rows);
    const std::vector<std::uint8_t> labels(rows, 3);
    const Rows in{x.data(), rows, columns, columns};
    const auto report = [&](const char* name, double ns) {
      std::printf("  %-24s %8.1f ns / row of %d\n", name, ns / rows, static_cast<int>(columns));
    };
    const CrossEntropyOut all{.loss = loss.data(), .gradient = {out.data(), columns}, .correct = correct.data()};
    report("row_sum", least_ns(50, [&] { row_sum(in, loss.data()); }));
    report("softmax", least_ns(50, [&] { row_softmax(in, {out.data(), columns}); }));
    report("log_softmax", least_ns(50, [&] { row_log_softmax(in, {out.data(), columns}); }));
    report("cross_entropy, all", least_ns(50, [&] { softmax_cross_entropy(in, labels.data(), all); }));
    report("column_sum", least_ns(50, [&] { column_sum(in, out.data()); }));
    report("total_sum", least_ns(50, [&] { loss[0] = total_sum(x.data(), rows * columns); }));
  }
}

}  // namespace

int main() {
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    std::printf("%s\n", hwy::TargetName(target));
    bench_ops();
    bench_updates();
    bench_rows();
  }
}
