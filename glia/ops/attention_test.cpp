#include "glia/ops/attention.hpp"

#include "glia/graph/region.hpp"
#include "glia/ops/attention_ops.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"
#include "testing/expect_error.hpp"

using namespace glia;
using namespace glia::tests;

namespace {

/// query, key, value and perhaps a mask.
OpCase attention(const std::vector<Shape>& shapes, bool causal) {
  OpCase out{.name = "attention",
             .build =
                 [causal](const Tensors& x) {
                   return ops::dot_product_attention(
                       x[0], x[1], x[2], {.mask = x.size() > 3 ? x[3] : Tensor{}, .scale = 0.7, .is_causal = causal});
                 },
             .inputs = {},
             .length = 8,
             .f32_factor = 8};  // powers, a quotient and two products round one after another
  for (std::size_t i = 0; i < 3; ++i) out.inputs.push_back({.shape = shapes[i], .batch = true});
  if (shapes.size() > 3) {
    out.inputs.push_back(
        {.shape = shapes[3], .low = 0, .high = 2, .dtype = boolean, .batch = shapes[3][0] > 1, .smooth = false});
  }
  return out;
}

/// The same through products and a softmax: value and all gradients agree, forward and fast kernels alike.
void expect_as_composed(const std::vector<Shape>& shapes, bool causal) {
  Tensors x;
  const OpCase op = attention(shapes, causal);
  for (const Array& a : draw(op.inputs)) x.emplace_back(a.dtype() == DType(f64) ? a.cast(f32) : a);
  const Tensor dy(
      draw({{.shape = {Dim(shapes[0][0]), Dim(shapes[0][1]), Dim(shapes[0][2]), Dim(shapes[2][3])}}})[0].cast(f32));
  const ops::AttentionOptions options{.mask = x.size() > 3 ? x[3] : Tensor{}, .scale = 0.3, .is_causal = causal};
  const auto results = [&](const Tensor& y) {
    Tensors out = detail::pull_back({y}, {dy}, {x[0], x[1], x[2]});
    out.push_back(y);
    return out;
  };
  const Tensors fused = results(ops::dot_product_attention(x[0], x[1], x[2], options));
  const Tensors composed = results(detail::composed_attention(x[0], x[1], x[2], options));
  for (std::size_t i = 0; i < fused.size(); ++i) {
    const Array a = fused[i].eval(), b = composed[i].eval();
    ASSERT_EQ(a.shape(), b.shape());
    double worst = 0;
    for (std::int64_t j = 0; j < a.size(); ++j) worst = std::max(worst, std::abs(a.get(j) - b.get(j)));
    EXPECT_LT(worst, 2e-5) << i;  // of numbers around 1, sums of up to 300 products in f32
    EXPECT_GT(a.max(), 0.01) << i;
  }
}

}  // namespace

TEST(Op, Attention) {
  OpCase op = attention({{2, 3, 2, 4}, {2, 5, 2, 4}, {2, 5, 2, 3}}, false);
  op.more_shapes = {{{1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}},
                    {{2, 0, 1, 3}, {2, 4, 1, 3}, {2, 4, 1, 2}},
                    {{2, 3, 1, 2}, {2, 0, 1, 2}, {2, 0, 1, 2}},
                    {{0, 3, 1, 2}, {0, 2, 1, 2}, {0, 2, 1, 2}},
                    {{1, 40, 1, 17}, {1, 131, 1, 17}, {1, 131, 1, 19}}};
  check_op(op);
}
TEST(Op, AttentionCausal) {
  OpCase op = attention({{2, 4, 2, 3}, {2, 4, 2, 3}, {2, 4, 2, 3}}, true);
  op.more_shapes = {{{1, 270, 2, 5}, {1, 270, 2, 5}, {1, 270, 2, 5}}, {{1, 3, 1, 2}, {1, 7, 1, 2}, {1, 7, 1, 2}}};
  check_op(op);
}
TEST(Op, AttentionOfGroups) { check_op(attention({{2, 3, 4, 3}, {2, 4, 2, 3}, {2, 4, 2, 5}}, true)); }
TEST(Op, AttentionMask) {
  check_op(attention({{2, 3, 2, 3}, {2, 4, 2, 3}, {2, 4, 2, 2}, {2, 2, 3, 4}}, false));
  check_op(attention({{2, 3, 2, 3}, {2, 4, 1, 3}, {2, 4, 1, 2}, {2, 1, 1, 4}}, true));
  check_op(attention({{2, 3, 2, 3}, {2, 4, 2, 3}, {2, 4, 2, 2}, {1, 2, 3, 1}}, false));
}

TEST(Attention, BlocksOfQueriesAndKeysAgreeWithProductsAndSoftmax) {
  expect_as_composed({{2, 300, 4, 24}, {2, 290, 2, 24}, {2, 290, 2, 33}}, false);
  expect_as_composed({{2, 300, 4, 24}, {2, 300, 4, 24}, {2, 300, 4, 16}}, true);
  expect_as_composed({{2, 200, 2, 8}, {2, 300, 1, 8}, {2, 300, 1, 8}, {2, 2, 200, 300}}, true);
}

TEST(Attention, AQueryThatSeesNothingTakesTheMeanOfAllValues) {
  const Array x = draw({{.shape = {1, 4, 1, 2}}})[0];
  Array mask(Shape{1, 1, 4, 4}, boolean);
  const Tensor y = ops::dot_product_attention(x, x, x, {.mask = mask, .is_causal = true});
  const Array got = y.eval();
  for (std::int64_t i = 0; i < 4; ++i) {
    for (std::int64_t w = 0; w < 2; ++w) {
      EXPECT_NEAR(got(0, i, 0, w), (x(0, 0, 0, w) + x(0, 1, 0, w) + x(0, 2, 0, w) + x(0, 3, 0, w)) / 4, 1e-12);
    }
  }
}

TEST(Attention, BiasIsAddedToTheScores) {
  const std::vector<Array> x = draw({{.shape = {1, 3, 2, 4}}, {.shape = {1, 2, 3, 3}}});
  Array hidden(Shape{1, 1, 3, 3});
  hidden(0, 0, 0, 1) = hidden(0, 0, 2, 0) = -1e9;
  Array mask(Shape{1, 1, 3, 3}, boolean);
  mask.fill(1);
  mask(0, 0, 0, 1) = mask(0, 0, 2, 0) = 0;
  const Array biased = ops::dot_product_attention(x[0], x[0], x[0], {.bias = hidden.cast(f64)}).eval();
  const Array masked = ops::dot_product_attention(x[0], x[0], x[0], {.mask = mask}).eval();
  for (std::int64_t i = 0; i < biased.size(); ++i) EXPECT_NEAR(biased.get(i), masked.get(i), 1e-12);
}

TEST(Attention, RefusesShapesThatDoNotFit) {
  const auto attend = [](const Shape& q, const Shape& k, const Shape& v, const Tensor& mask = {}) {
    return [=] { ops::dot_product_attention(ops::zeros(q), ops::zeros(k), ops::zeros(v), {.mask = mask}); };
  };
  expect_error<ShapeError>(attend({2, 3, 4}, {2, 3, 4}, {2, 3, 4}), {"(n, steps, heads, size)", "(2, 3, 4)"});
  expect_error<ShapeError>(attend({2, 3, 3, 4}, {2, 3, 2, 4}, {2, 3, 2, 4}), {"divides the query's heads"});
  expect_error<ShapeError>(attend({2, 3, 2, 4}, {2, 3, 2, 5}, {2, 3, 2, 5}), {"a key has the size of a query"});
  expect_error<ShapeError>(attend({2, 3, 2, 4}, {2, 5, 2, 4}, {2, 6, 2, 4}), {"one number of steps"});
  expect_error<ShapeError>(attend({2, 3, 2, 4}, {2, 3, 2, 4}, {2, 3, 2, 4}, Array(Shape{2, 2, 3, 4}, boolean)),
                           {"says of each score whether it counts", "bool and (2, 2, 3, 3)"});
}
