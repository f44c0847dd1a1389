#include "glia/passes/simplify.hpp"

#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/fuse.hpp"

namespace glia::detail {
namespace {

Tensor input(std::int64_t index = 0) { return parameter(index, {{-1, 3}, f32}); }
std::string simplified(const Tensor& t) { return print(simplify({{}, {t}, {}})); }
std::string unchanged(const Tensor& t) { return print({{}, {t}, {}}); }
std::size_t count(const std::string& text, std::string_view word) {
  std::size_t out = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++out;
  return out;
}

TEST(Simplify, RemovesWhatDoesNothing) {
  const Tensor x = input();
  const std::string bare = unchanged(x);
  for (const Tensor& t : {x + 0, 0 + x, x - 0, x * 1, 1 * x, x / 1, ops::cast(x, f32), ops::reshape(x, {-1, 3})})
    EXPECT_EQ(simplified(t), bare);
}

TEST(Simplify, KeepsWhatCouldHideANaN) {
  const Tensor x = input();
  for (const Tensor& t : {x * 0, 0 - x, 1 / x, x - x}) EXPECT_NE(simplified(t), unchanged(x)) << unchanged(t);
}

TEST(Simplify, MergesEqualNodesOnly) {
  const Tensor x = input();
  EXPECT_EQ(count(simplified(ops::exp(x) + ops::exp(x)), "= exp("), 1u);
  EXPECT_EQ(count(simplified(ops::exp(x) + ops::exp(-x)), "= exp("), 2u);
}

TEST(Simplify, TakesTheLogFormOfCrossentropies) {
  const Tensor x = input();
  const Tensor y = parameter(1, {{-1, 3}, f32});
  const auto after = [&](const Tensor& p) {
    return print({{x, y}, log_forms({ops::categorical_crossentropy(y, p)}), {}});
  };
  EXPECT_NE(after(ops::softmax(x)).find("from_logits=1"), std::string::npos) << after(ops::softmax(x));
  EXPECT_EQ(after(ops::softmax(x) * 1.5).find("from_logits=1"), std::string::npos) << "no softmax any more";
}

TEST(Fuse, HangsABodyOnAProductThatNothingElseReads) {
  const Tensor x = input();
  const Variable w("w", {3, 2});
  const Tensor product = ops::matmul(x, w);
  const auto outer_products = [&](const Tensors& results) {
    std::size_t out = 0;
    const Graph fused = fuse({{x}, results, {}});
    for (const Node* node : fused.order()) out += node->op == &op_matmul;
    return out;
  };
  EXPECT_EQ(outer_products({ops::exp(product) + 1}), 0u);
  EXPECT_EQ(outer_products({ops::exp(product), product}), 1u) << "the product is a result, too";
  EXPECT_EQ(outer_products({ops::exp(product), ops::matmul(product, Tensor(Variable("v", {2, 2})))}), 2u)
      << "a second reader of the product";
}

}  // namespace
}  // namespace glia::detail
