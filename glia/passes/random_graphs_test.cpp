#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

#include "glia/model/model_state.hpp"
#include "testing/evaluate.hpp"
#include "testing/golden.hpp"
#include "testing/random_graph.hpp"
#include "testing/tolerance.hpp"

// Two hundred drawn graphs through all passes, the planner and the kernels, against the reference kernels in f64.
namespace glia {
namespace {

using namespace tests;

/// Whether a value grows with the square of the batch: (n, 1) meeting (n).
bool squares_the_batch(const detail::Graph& graph) {
  for (const detail::Node* node : graph.order()) {
    const auto& dims = node->outputs[0].shape.dims();
    if (std::count_if(dims.begin(), dims.end(), [](std::int64_t d) { return d < 0; }) > 1) return true;
  }
  return false;
}

struct Outcome {
  std::vector<Array> values;  // the results, then the variables
};

Outcome run(RandomGraph& g, const detail::Program& program, std::int64_t rows, int threads) {
  const auto call = [&](const std::vector<Array>& parameters, std::int64_t n) {
    std::vector<const void*> in;
    for (const Array& p : parameters) in.push_back(p.raw());
    Outcome out;
    std::vector<void*> pointers;
    for (const Tensor& r : g.graph.results) out.values.emplace_back(r.shape().at(n), r.dtype());
    for (Array& a : out.values) pointers.push_back(a.raw());
    program.run({.parameters = in, .results = pointers, .rows = n, .threads = threads});
    return out;
  };
  std::vector<Array> poison = g.parameters(program.capacity());  // what a run leaves behind must reach no later one
  for (Array& p : poison) p.fill(std::numeric_limits<double>::quiet_NaN());
  call(poison, program.capacity());
  g.reset();
  Outcome out = call(g.parameters(rows), rows);
  for (const Variable& v : g.variables) out.values.push_back(v.value());
  return out;
}

Outcome reference(RandomGraph& g, std::int64_t rows) {
  detail::Graph all = g.graph;
  for (const Variable& v : g.variables) {
    all.results.push_back(v);
    for (const detail::Update& u : all.updates) {
      if (u.variable.same(v)) all.results.back() = u.value;
    }
  }
  g.reset();
  return {evaluate(all, g.parameters(rows), rows)};
}

void check(std::uint64_t seed, DType dtype, double rel, std::int64_t capacity = 37) {
  SCOPED_TRACE("seed " + std::to_string(seed) + " in " + std::string(dtype.name()));
  RandomGraph g(seed, dtype);
  RandomGraph oracle(seed, f64);
  detail::verify(g.graph);
  if (capacity > 100 && squares_the_batch(g.graph)) return;
  const auto wide = detail::compile_graph(g.graph, capacity, -1);
  for (const std::int64_t rows : {std::int64_t{1}, capacity / 2 + static_cast<std::int64_t>(seed % 15), capacity}) {
    SCOPED_TRACE(std::to_string(rows) + " rows");
    const auto narrow = detail::compile_graph(g.graph, rows, -1);
    const Outcome got = run(g, *wide, rows, 1);
    const Outcome expected = reference(oracle, rows);
    for (std::size_t i = 0; i < got.values.size(); ++i) {
      EXPECT_TRUE(near(got.values[i], expected.values[i], {rel, rel})) << "value " << i;
    }
    for (const int threads : {1, 2, 3}) {
      for (const auto& program : {wide, narrow}) {
        const Outcome again = run(g, *program, rows, threads);
        for (std::size_t i = 0; i < got.values.size(); ++i) {
          EXPECT_TRUE(same_bits(again.values[i], got.values[i]))
              << "value " << i << ", " << threads << " threads, capacity " << program->capacity();
        }
      }
    }
    if (testing::Test::HasFailure()) {
      ADD_FAILURE() << print(g.graph) << wide->describe();
      return;
    }
  }
}

TEST(RandomGraphs, OnAnyThreadsAsTheReferenceInF64) {
  for (std::uint64_t seed = 1; seed <= 100 && !HasFailure(); ++seed)
    ASSERT_NO_THROW(check(seed, f64, 1e-9)) << "seed " << seed;
}

TEST(RandomGraphs, OnAnyThreadsAsTheReferenceInF32) {
  for (std::uint64_t seed = 101; seed <= 200 && !HasFailure(); ++seed)
    ASSERT_NO_THROW(check(seed, f32, 1e-4)) << "seed " << seed;
}

// Enough rows to cut the kernels into several chunks.
TEST(RandomGraphs, OnManyRowsOnAnyThreads) {
  for (std::uint64_t seed = 201; seed <= 215 && !HasFailure(); ++seed) {
    ASSERT_NO_THROW(check(seed, f64, 1e-9, 1500)) << "seed " << seed;
    ASSERT_NO_THROW(check(seed, f32, 1e-4, 1500)) << "seed " << seed;
  }
}

}  // namespace
}  // namespace glia
