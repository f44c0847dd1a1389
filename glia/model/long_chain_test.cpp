// A chain of 10^6 nodes: nothing that walks a graph, and nothing that frees one, may recurse.
#include "glia/graph/hash.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/passes/grad.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

constexpr int kLong = 1'000'000;

TEST(LongChain, IsOrderedHashedRewrittenAndFreed) {
  Tensor t = Array{1, 2};
  const Tensor one = Array{1, 1};
  for (int i = 0; i < kLong; ++i) t = t + one;
  const detail::Graph graph{{}, {t}, {}};
  EXPECT_EQ(graph.order().size(), std::size_t{kLong} + 2);
  EXPECT_NE(detail::structural_hash(graph), detail::structural_hash({{}, {t + one}, {}}));
  detail::verify(graph);
  std::size_t seen = 0;
  detail::Rewriter rewrite([&](const detail::Node&, const Tensors&) {
    ++seen;
    return Tensors{};
  });
  EXPECT_TRUE(rewrite(t).same(t));
  EXPECT_EQ(seen, std::size_t{kLong} + 2);
}

TEST(LongChain, IsComputedSlowly) {
  Tensor t = Array{1, 2};
  const Tensor one = Array{1, 1};
  for (int i = 0; i < kLong; ++i) t = t + one;
  const Array sum = t.eval();
  EXPECT_EQ(sum.get(0), kLong + 1);
  EXPECT_EQ(sum.get(1), kLong + 2);
}

TEST(LongChain, HasAGradient) {
  const Tensor x = Array{2, 3};
  Tensor t = x;
  for (int i = 0; i < kLong / 10; ++i) t = ops::sin(t);
  const Tensor slope = grad(ops::sum(t), Tensors{x})[0];  // a product of cosines, of nodes that all are kept
  EXPECT_GT(detail::Graph({{}, {slope}, {}}).order().size(), std::size_t{kLong} / 10 * 3);
}

}  // namespace
}  // namespace glia
