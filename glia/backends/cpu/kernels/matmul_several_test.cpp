// Bodies that hang on several products.
#include "glia/backends/cpu/test_targets.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/passes/fuse.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

struct Sizes {
  std::int64_t rows, depth, columns;
};
// A small product is one chunk or some of whole rows; others are rows × panels, of which the last is cut.
const std::vector<Sizes> kSizes{{1, 5, 3}, {16, 128, 128}, {37, 19, 40}, {200, 33, 50}, {140, 130, 1}, {3, 300, 700}};

/// `products` of a left side each, or of one for all, and what becomes of them.
void check(const Sizes& s, std::size_t products, bool one_left, Tensor (*function)(const Tensors& products)) {
  SCOPED_TRACE(::testing::Message() << s.rows << " x " << s.depth << " x " << s.columns << ", " << products);
  Graph graph;
  std::vector<Array> in;
  const auto operand = [&](const Shape& shape) {
    graph.parameters.push_back(parameter(static_cast<std::int64_t>(in.size()), {shape, f32}));
    in.push_back(random_array(shape.at(s.rows)));
    return graph.parameters.back();
  };
  Tensors all;
  Tensor left;
  for (std::size_t i = 0; i < products; ++i) {
    if (i == 0 || !one_left) left = operand({-1, s.depth});
    all.push_back(ops::matmul(left, operand({s.depth, s.columns})));
  }
  graph.results = {function(all)};
  const Graph fused = fuse(graph);
  const auto order = fused.order();
  EXPECT_EQ(std::count_if(order.begin(), order.end(), [](const Node* n) { return n->op == &op_matmul; }), 0);
  const double depth = static_cast<double>(s.depth);
  tests::run_with_backend(graph, in, s.rows, {1e-5, 1e-6 * depth});
}

Tensor gated(const Tensors& p) {
  Tensor out = ops::sigmoid(p[0]);
  for (std::size_t i = 1; i < p.size(); ++i) out = out * ops::tanh(p[i] + static_cast<double>(i));
  return out;
}
Tensor sum(const Tensors& p) {
  Tensor out = p[0];
  for (std::size_t i = 1; i < p.size(); ++i) out = i % 2 == 0 ? p[i] + out : out + p[i];
  return out;
}
/// The first product counts twice: no product of a joined depth.
Tensor more_than_the_sum(const Tensors& p) { return sum(p) + p[0]; }

TEST(SeveralProducts, AgreeWithTheReferenceOnThreads) {
  for (const Sizes& s : kSizes) {
    for (const bool one_left : {false, true}) {
      check(s, 4, one_left, gated);
      check(s, 8, one_left, gated);
      check(s, 4, one_left, sum);
      check(s, 3, one_left, more_than_the_sum);
    }
  }
}

TEST(SeveralProducts, RunOnEveryTarget) {
  for_each_target([](std::int64_t) {
    check({37, 19, 40}, 3, true, gated);
    check({37, 19, 40}, 3, false, sum);
  });
}

TEST(SeveralProducts, ASumHasTheBitsOfOneProductOverTheJoinedDepth) {
  constexpr std::int64_t kRows = 37, kDepth = 24, kColumns = 50;
  const std::vector<Array> in{random_array({kRows, kDepth}), random_array({kRows, kDepth}),
                              random_array({kDepth, kColumns}), random_array({kDepth, kColumns})};
  Graph two, one;
  for (std::size_t i = 0; i < in.size(); ++i)
    two.parameters.push_back(parameter(static_cast<std::int64_t>(i), {in[i].shape(), f32}));
  const Tensors& p = two.parameters;
  two.results = {ops::matmul(p[0], p[2]) + ops::matmul(p[1], p[3])};
  one.parameters = {parameter(0, {{kRows, 2 * kDepth}, f32}), parameter(1, {{2 * kDepth, kColumns}, f32})};
  one.results = {ops::matmul(one.parameters[0], one.parameters[1])};
  Array a(Shape{kRows, 2 * kDepth}), b(Shape{2 * kDepth, kColumns});
  for (std::int64_t k = 0; k < 2 * kDepth; ++k) {
    const auto half = static_cast<std::size_t>(k / kDepth);
    for (std::int64_t r = 0; r < kRows; ++r) a.set(r * 2 * kDepth + k, in[half].get(r * kDepth + k % kDepth));
    for (std::int64_t c = 0; c < kColumns; ++c) b.set(k * kColumns + c, in[2 + half].get(k % kDepth * kColumns + c));
  }
  const KernelRun sum(fuse(two).results[0], in, 0, false), product(one.results[0], {a, b}, 0, false);
  EXPECT_EQ(sum.kernel, "matmul");
  EXPECT_EQ(std::memcmp(sum.out.raw(), product.out.raw(), static_cast<std::size_t>(kRows * kColumns) * sizeof(float)),
            0);
}

}  // namespace
}  // namespace glia::detail::cpu
