// µs for Adam on 100,000 weights as a tile program and by hand (a user's own composition should cost at most 2.5 times
// the hand-written kernel), and for the gather that feeds a first layer: 32 rows of 784 bytes, scaled to [0, 1].
// Adam: processor time in pairs; the gather: the least of several runs, for other load only adds.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "bench/pairs.hpp"
#include "glia/backends/cpu/hand_fused.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/fuse.hpp"
#include "glia/passes/lower.hpp"
#include "glia/passes/simplify.hpp"
#include "glia/runtime/program.hpp"

using namespace glia;
using namespace glia::detail;

namespace {

template <class F>
double least_us(int calls, F&& f) {
  double best = 1e30;
  for (int repeat = 0; repeat < 15; ++repeat) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < calls; ++i) f();
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
    best = std::min(best, took.count() / calls);
  }
  return best;
}

void bench_adam() {
  constexpr std::int64_t n = 100000;
  Graph graph;
  for (int i = 0; i < 4; ++i) graph.parameters.push_back(parameter(i, {{n}, f32}));
  graph.parameters.push_back(parameter(4, {{}, f32}));
  const Tensors& p = graph.parameters;
  const Tensor first = p[2] + (p[0] - p[2]) * 0.1;
  const Tensor second = p[3] + (ops::square(p[0]) - p[3]) * 0.001;
  graph.results = {first, second, p[1] - first * p[4] / (ops::sqrt(second) + 1e-7)};
  const Graph fused = fuse(simplify(graph));
  const auto& body = *std::get<std::shared_ptr<const Graph>>(fused.results[0].node()->payload);
  std::string refusal;
  const auto program = cpu::TileProgram::compile(body, Numbers::real32, refusal);
  const auto hand = cpu::match_hand_fused(body, program->loads());
  if (hand == nullptr) return;

  std::vector<std::vector<float>> memory(4, std::vector<float>(n, 0.01F));
  float alpha = 1e-6F;
  std::vector<cpu::BlockOperand> in;
  const auto address = [&](std::size_t input) {
    const Tensor& t = fused.results[0].node()->inputs[input];
    const auto role = static_cast<std::size_t>(t.node()->attributes.integer("index"));
    return role == 4 ? &alpha : memory[role].data();
  };
  for (const auto& load : program->loads()) in.push_back({address(load.input), 0, load.shape.rank() == 0 ? 0 : 1});
  void* out[] = {memory[2].data(), memory[3].data(), memory[1].data()};
  const std::int64_t out_row[] = {n, n, n};
  std::vector<double> scratch(static_cast<std::size_t>(program->scratch_bytes()) / sizeof(double) + 8);
  const auto tiles = [&](std::int64_t chunk) {
    for (std::int64_t from = 0; from < n; from += chunk) {
      auto part = in;
      for (auto& operand : part) {
        if (operand.column == 1) operand.data = static_cast<const float*>(operand.data) + from;
      }
      void* to[3];
      for (int i = 0; i < 3; ++i) to[i] = static_cast<float*>(out[i]) + from;
      program->run(part.data(), to, out_row, 1, std::min(chunk, n - from),
                   reinterpret_cast<std::byte*>(scratch.data()));
    }
  };
  constexpr int kCalls = 200;
  const auto by_hand = [&] {
    for (int i = 0; i < kCalls; ++i) hand->run(in.data(), out, out_row, 1, n);
  };
  const auto by_tiles = [&] {
    for (int i = 0; i < kCalls; ++i) tiles(16 * 1024);
  };
  compare_pairs("adam on 100,000 weights", "by hand", by_hand, "tile program", by_tiles, kCalls);
}

void bench_gather() {
  Graph graph;
  graph.parameters = {parameter(0, {{60000, 784}, u8}), parameter(1, {{-1}, i64})};
  const Tensor rows = ops::take(graph.parameters[0], graph.parameters[1]);
  const auto time = [&](const Tensor& result) {
    graph.results = {result};
    const Program program(make_plan(fuse(simplify(lower(simplify(graph)))), 32, -1));
    const Array pixels(Shape{60000, 784}, u8);
    Array indices(Shape{32}, i64);
    for (std::int64_t i = 0; i < 32; ++i) indices.set(i, static_cast<double>(i * 7919 % 60000));
    std::vector<float> to(32 * 784);
    const void* in[] = {pixels.raw(), indices.raw()};
    void* out[] = {to.data()};
    return least_us(200, [&] { program.run({.parameters = in, .results = out, .rows = 32, .threads = 1}); });
  };
  const double plain = time(rows);
  const double scaled = time(rows / 255.0);
  std::printf("gather of 32 x 784 bytes: %.2f us alone, %.2f us with x / 255\n", plain, scaled);
}

}  // namespace

int main() {
  bench_adam();
  bench_gather();
}
