// How cost grows, on one thread in processor time: `sweeps conv` (3×3 convolutions), `sweeps attention` (sequence
// length, fused beside composed), `sweeps lstm` and `gru` (length, width, batch, depth), `sweeps remat` (memory and
// time of blocks that are computed again). Training steps: forward and gradient.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "bench/pairs.hpp"
#include "glia/glia.hpp"
#include "glia/model/bill.hpp"
#include "glia/ops/attention_ops.hpp"

using namespace glia;

namespace {

/// Least of a few calls, in seconds.
template <class F>
double best(F&& f) {
  f();
  double least = cpu_seconds(f);
  double spent = least;
  for (int i = 0; i < 20 && spent < 1.5; ++i) {
    const double t = cpu_seconds(f);
    least = std::min(least, t);
    spent += t;
  }
  return least;
}

long peak_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::atol(line.c_str() + 6);
  }
  return 0;
}

Array numbers(const Shape& shape) {
  Array out(shape);
  for (std::int64_t i = 0; i < out.size(); ++i) out.set(i, static_cast<double>((i * 7919) % 2003) / 1000 - 1);
  return out;
}

void conv() {
  std::printf("3x3 convolution, same padding: ms and GFLOP/s, forward; forward and both gradients\n");
  struct Case {
    std::int64_t batch, size, channels, filters;
  };
  for (const Case& c : {Case{1, 224, 3, 64},
                        {1, 56, 64, 64},
                        {8, 56, 64, 64},
                        {1, 28, 128, 128},
                        {8, 28, 128, 128},
                        {1, 14, 256, 256},
                        {8, 14, 256, 256},
                        {1, 7, 512, 512},
                        {8, 7, 512, 512},
                        {32, 28, 1, 32},
                        {32, 13, 32, 64}}) {
    const Variable kernel("kernel", {3, 3, Dim(c.channels), Dim(c.filters)}, f32, 0.01);
    const Array x = numbers({Dim(c.batch), Dim(c.size), Dim(c.size), Dim(c.channels)});
    const auto forward =
        compile_step([&](const Tensor& image) { return ops::conv(image, kernel, {.padding = "same"}); });
    const auto both = compile_step([&](const Tensor& image) {
      const Tensor loss = ops::mean(ops::square(ops::conv(image, kernel, {.padding = "same"})));
      const Tensors d = grad(loss, Tensors{image, kernel});
      return ops::sum(d[0]) + ops::sum(d[1]);
    });
    const double flops = 2.0 * 9 * static_cast<double>(c.batch * c.size * c.size * c.channels * c.filters);
    const double a = best([&] { forward(x); }), b = best([&] { both(x); });
    std::printf("  batch %2ld, %3ld x %3ld x %3ld -> %3ld: %8.3f ms %6.1f   %8.3f ms %6.1f\n", c.batch, c.size, c.size,
                c.channels, c.filters, a * 1e3, flops / a * 1e-9, b * 1e3, 3 * flops / b * 1e-9);
  }
}

void attention() {
  std::printf("attention, 4 heads of 64, causal: ms and MB above start, forward and gradients\n");
  for (const std::int64_t steps : {64, 128, 256, 512, 1024, 2048, 4096}) {
    const Array x = numbers({1, Dim(steps), 4, 64});
    std::printf("  %4ld steps:", steps);
    for (const bool fused : {true, false}) {
      std::ofstream("/proc/self/clear_refs") << "5";
      const long before = peak_kb();
      const auto step = compile_step([&](const Tensor& q) {
        const ops::AttentionOptions options{.scale = 0.125, .is_causal = true};
        const Tensor y =
            fused ? ops::dot_product_attention(q, q, q, options) : detail::composed_attention(q, q, q, options);
        return grad(ops::mean(ops::square(y)), Tensors{q})[0];
      });
      const double time = best([&] { step(x); });
      const double products = 7.0 * static_cast<double>(steps * steps) * 4 * 64;  // 2 + 5, half of them hidden
      std::printf("  %s %9.3f ms %6.1f GFLOP/s %7.1f MB", fused ? "fused" : "composed", time * 1e3,
                  products / time * 1e-9, static_cast<double>(peak_kb() - before) / 1e3);
    }
    std::printf("\n");
  }
}

template <class Cells>
void recurrent(const char* name, double gates) {
  std::printf("%s, a training step: ms, and GFLOP/s of its products\n", name);
  struct Case {
    std::int64_t length, width, batch, depth;
  };
  for (const Case& c : {Case{32, 128, 32, 1},
                        {64, 128, 32, 1},
                        {128, 128, 32, 1},
                        {256, 128, 32, 1},
                        {512, 128, 32, 1},
                        {64, 32, 32, 1},
                        {64, 64, 32, 1},
                        {64, 256, 32, 1},
                        {64, 512, 32, 1},
                        {64, 128, 1, 1},
                        {64, 128, 8, 1},
                        {64, 128, 128, 1},
                        {64, 128, 32, 2},
                        {64, 128, 32, 4}}) {
    Sequential model;
    model.add(Input{Dim(c.length), Dim(c.width)});
    for (std::int64_t i = 0; i < c.depth; ++i) model.add(Cells{.units = c.width, .return_sequences = i + 1 < c.depth});
    model.compile({.optimizer = "sgd", .loss = "mse"});
    const Array x = numbers({Dim(c.batch), Dim(c.length), Dim(c.width)}), y = numbers({Dim(c.batch), Dim(c.width)});
    const double time = best([&] { model.train_on_batch(x, y); });
    // Two products forward; behind them those of two weights, of the state, and of the input of all but the first
    // layer.
    const double products = 2 * gates * static_cast<double>(c.length * c.batch * (6 * c.depth - 1)) *
                            static_cast<double>(c.width * c.width);
    std::printf("  length %3ld, width %3ld, batch %3ld, depth %ld: %8.3f ms %6.1f\n", c.length, c.width, c.batch,
                c.depth, time * 1e3, products / time * 1e-9);
  }
}

/// A transformer's block on (n, 128, 128), with 4 heads.
Layer block(int number) {
  const Input x(Shape{128, 128});
  const Tensor h = x | LayerNormalization{};
  const Tensor y = Tensors{x, Tensors{h, h} | MultiHeadAttention{.num_heads = 4, .key_dim = 32}} | Add{};
  const Tensor thought = y | LayerNormalization{} | Dense{512, "gelu"} | Dense{128};
  return Model(x, Tensors{y, thought} | Add{}, "block_" + std::to_string(number));
}

void recomputed() {
  std::printf(
      "blocks of a transformer, batch 16, 128 steps of 128: MB that a training step needs at once, and ms; the "
      "same with each block under remat()\n");
  for (const int depth : {2, 4, 8, 16}) {
    double mb[2], ms[2];
    for (const bool again : {false, true}) {
      const Input x(Shape{128, 128});
      Tensor y = x;
      for (int b = 0; b < depth; ++b) y = y | (again ? remat(block(b)) : block(b));
      const Model model(x, y);
      model.compile({.optimizer = "adam", .loss = "mse"});
      const Array data = numbers({16, 128, 128});
      ms[again] = 1e3 * best([&] { model.train_on_batch(data, data); });
      mb[again] = static_cast<double>(detail::training_bill(model.state(), 16).arena) / (1 << 20);
    }
    std::printf("  depth %2d: %7.1f MB %8.1f ms   %7.1f MB %8.1f ms   %.2f and %.2f\n", depth, mb[0], ms[0], mb[1],
                ms[1], mb[1] / mb[0], ms[1] / ms[0]);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  set_threads(1);
  if (what == "conv") return conv(), 0;
  if (what == "attention") return attention(), 0;
  if (what == "lstm") return recurrent<LSTM>("LSTM", 4), 0;
  if (what == "gru") return recurrent<GRU>("GRU", 3), 0;
  if (what == "remat") return recomputed(), 0;
  std::fprintf(stderr, "usage: sweeps conv|attention|lstm|gru|remat\n");
  return 2;
}
