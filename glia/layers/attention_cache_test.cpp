#include <cmath>

#include "glia/data/numpy.hpp"
#include "glia/layers/group_query_attention.hpp"
#include "glia/layers/multi_head_attention.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/expect_error.hpp"

using namespace glia;
using namespace glia::tests;

namespace {

constexpr std::int64_t kSteps = 7, kFeatures = 6;

Array texts(std::int64_t n) {
  Array out(Shape{n, kSteps, kFeatures});
  for (std::int64_t i = 0; i < out.size(); ++i) out.set(i, std::sin(1.7 * static_cast<double>(i)));
  return out;
}
Array index(std::int64_t n, std::int64_t at) {
  Array out(Shape{n}, i32);
  out.fill(static_cast<double>(at));
  return out;
}
Array steps_of(const Array& x, std::int64_t from, std::int64_t to) {
  return ops::slice(x, {0, from}, {ops::kEnd, to}).eval();
}

/// Reading a text in pieces with a cache gives what reading it whole gives.
void expect_same_in_pieces(const Layer& layer, const Shape& cache_shape, const std::vector<std::int64_t>& ends) {
  const Array x = texts(cache_shape[0]);
  const Array whole = layer(Tensors{x, x}).eval();
  Array cache(cache_shape);
  std::int64_t from = 0;
  for (const std::int64_t to : ends) {
    const Tensors out = layer.apply({steps_of(x, from, to), cache, index(cache_shape[0], from)});
    const Array piece = out[0].eval(), expected = steps_of(whole, from, to);
    ASSERT_EQ(piece.shape(), expected.shape());
    for (std::int64_t i = 0; i < piece.size(); ++i) EXPECT_NEAR(piece.get(i), expected.get(i), 1e-6) << from;
    cache = out[1].eval();
    from = to;
  }
}

}  // namespace

TEST(AttentionCache, ATextReadInPiecesIsTheTextReadWhole) {
  expect_same_in_pieces(MultiHeadAttention{.num_heads = 2, .key_dim = 3, .use_causal_mask = true}, {2, 2, 9, 2, 3},
                        {1, 2, 3, 4, 5, 6, 7});
  expect_same_in_pieces(MultiHeadAttention{.num_heads = 2, .key_dim = 3, .use_gate = true, .use_causal_mask = true},
                        {1, 2, 7, 2, 3}, {3, 7});
  expect_same_in_pieces(MultiHeadAttention{.num_heads = 2, .key_dim = 3, .sliding_window = 2, .use_causal_mask = true},
                        {2, 2, 8, 2, 3}, {4, 5, 6, 7});
  expect_same_in_pieces(
      GroupQueryAttention{.head_dim = 2, .num_query_heads = 4, .num_key_value_heads = 2, .use_causal_mask = true},
      {2, 2, 7, 2, 2}, {2, 3, 7});
}

TEST(AttentionCache, EachSampleStandsAtAStepOfItsOwn) {
  const Layer layer = MultiHeadAttention{.num_heads = 1, .key_dim = 4, .use_causal_mask = true};
  const Array x = texts(1);
  const Array whole = layer(Tensors{x, x}).eval();
  // Two samples hold the same text up to steps 2 and 5.
  const Array full = layer.apply({x, Array(Shape{1, 2, kSteps, 1, 4}), index(1, 0)})[1].eval();
  Array cache(Shape{2, 2, kSteps, 1, 4}), at(Shape{2}, i32), query(Shape{2, 1, kFeatures});
  for (std::int64_t i = 0; i < full.size(); ++i) cache.set(i, full.get(i)), cache.set(full.size() + i, full.get(i));
  at(0) = 2, at(1) = 5;
  for (std::int64_t f = 0; f < kFeatures; ++f) query(0, 0, f) = x(0, 2, f), query(1, 0, f) = x(0, 5, f);
  const Array y = layer.apply({query, cache, at})[0].eval();
  for (std::int64_t f = 0; f < kFeatures; ++f) {
    EXPECT_NEAR(y(0, 0, f), whole(0, 2, f), 1e-6);
    EXPECT_NEAR(y(1, 0, f), whole(0, 5, f), 1e-6);
  }
}

TEST(AttentionCache, RefusesWhatDoesNotFit) {
  const auto read = [](const MultiHeadAttention& layer, const Shape& query, const Shape& cache, const Array& at) {
    return [=] { (void)Layer(layer).apply({Array(query), Array(cache), at})[0].eval(); };
  };
  const MultiHeadAttention heads{.num_heads = 2, .key_dim = 3};
  expect_error<ShapeError>(read(heads, {1, 1, 6}, {1, 2, 5, 2, 4}, index(1, 0)), {"(n, 2, steps, 2, 3)"});
  expect_error<ShapeError>(read(heads, {2, 1, 6}, {1, 2, 5, 2, 3}, index(1, 0)),
                           {"holds keys and values of each step"});
  expect_error<ShapeError>(read(heads, {1, 1, 6}, {1, 2, 5, 2, 3}, Array(Shape{1})), {"integers (n)", "f32"});
  expect_error<ValueError>(
      read({.num_heads = 2, .key_dim = 3, .value_dim = 4}, {1, 1, 6}, {1, 2, 5, 2, 3}, index(1, 0)), {"One cache"});
  expect_error<DataError>(read(heads, {1, 1, 6}, {1, 2, 5, 2, 3}, index(1, 5)), {"5"});
}
