#include "glia/layers/attention.hpp"

#include <cmath>

#include "glia/layers/additive_attention.hpp"
#include "glia/layers/einsum_dense.hpp"
#include "glia/layers/embedding.hpp"
#include "glia/layers/group_query_attention.hpp"
#include "glia/layers/masking.hpp"
#include "glia/layers/multi_head_attention.hpp"
#include "glia/layers/reversible_embedding.hpp"
#include "glia/layers/rotary_embedding.hpp"
#include "glia/layers/sine_position_encoding.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::expect_error;
using tests::numbers;
using tests::run_layer;

Tensor input(const Shape& shape, DType dtype = f32) { return detail::parameter(0, {shape, dtype}); }

/// Three steps of two samples, the last step of the first and the first of the second padded with zeros.
Array padded() { return Array(std::vector<double>{1, 2, 3, 1, 0, 0, 0, 0, -1, 2, 2, -2}).cast(f32).reshape({2, 3, 2}); }
Array seen() { return Array(std::vector<double>{1, 1, 0, 0, 1, 1}).reshape({2, 3}).cast(boolean); }

double distance(const Array& a, const Array& b) {
  double out = 0;
  for (std::int64_t i = 0; i < a.size(); ++i) out = std::max(out, std::abs(a.get(i) - b.get(i)));
  return out;
}

TEST(EinsumDense, RefusesWhatNoProductComputes) {
  const auto refused = [](EinsumDense layer, const Shape& shape) { return [=] { input(shape) | Layer(layer); }; };
  expect_error<ValueError>(refused({"ab->ac", 3}, {-1, 4}), {"equation of two terms", "\"ab->ac\""});
  expect_error<ValueError>(refused({"...ab,bc->ac", 3}, {-1, 4, 2}), {"equation of two terms"});
  expect_error<ValueError>(refused({"abb,bc->ac", 3}, {-1, 4, 4}), {"no diagonals"});
  expect_error<ValueError>(refused({"ab,bc->ad", 3}, {-1, 4}), {"letter 'd' stands on no other side"});
  expect_error<ValueError>(refused({"ab,bcd->ac", 3}, {-1, 4}), {"letter 'd' has no size"});
  expect_error<ValueError>(refused({"ab,bc->ca", {3, -1}}, {-1, 4}), {"first axis is the batch"});
  expect_error<ValueError>(refused({"ab,abc->ac", 3}, {-1, 4}), {"first axis is the batch"});
  expect_error<ValueError>(refused({"abc,cd->abd", 3}, {-1, 4, 2}), {"a size for each letter", "2 sizes"});
  expect_error<ValueError>(refused({"ab,bc->ac", -1}, {-1, 4}), {"axis 'c', which the input has not"});
  expect_error<ValueError>(refused({"ab,bc->ac", 3, linear, "b"}, {-1, 4}), {"bias_axes names letters"});
  expect_error<ValueError>(refused({"ab,bc->ac", 3, linear, "a"}, {-1, 4}), {"no batch axis"});
  expect_error<ShapeError>(refused({"ab,bc->ac", 3}, {-1, 4, 2}), {"a letter for each axis", "(None, 4, 2)"});
  expect_error<ShapeError>(refused({"abc,cd->abd", {5, 3}}, {-1, 4, 2}), {"differ along axis 'b'", "received 5"});
}

TEST(EinsumDense, FansAreThoseOfTheEquation) {
  const Layer layer = EinsumDense{"abc,cde->abde", {-1, 8, 50}};
  input({-1, 3, 200}) | layer;
  const Array kernel = layer.weights()[0].value();
  double largest = 0;
  for (std::int64_t i = 0; i < kernel.size(); ++i) largest = std::max(largest, std::abs(kernel.get(i)));
  const double limit = std::sqrt(6.0 / (200 + 400));  // by its last two axes it would be 0.024
  EXPECT_LE(largest, limit);
  EXPECT_GT(largest, 0.98 * limit);
}

TEST(MultiHeadAttention, HasKerasWeights) {
  const Layer layer = MultiHeadAttention{.num_heads = 4, .key_dim = 8, .name = "mha"};
  const Tensor x = input({-1, 5, 16});
  EXPECT_EQ((Tensors{x, x} | layer).shape(), (Shape{-1, 5, 16}));
  std::vector<std::string> paths;
  for (const Variable& w : layer.weights()) paths.push_back(w.path() + w.shape().str());
  EXPECT_EQ(paths,
            (std::vector<std::string>{"mha/query/kernel(16, 4, 8)", "mha/query/bias(4, 8)", "mha/key/kernel(16, 4, 8)",
                                      "mha/key/bias(4, 8)", "mha/value/kernel(16, 4, 8)", "mha/value/bias(4, 8)",
                                      "mha/attention_output/kernel(4, 8, 16)", "mha/attention_output/bias(16,)"}));
}

/// Padding that Masking finds is the attention mask of query rows and key columns.
template <class L>
void expect_masks_as_given(const L& options) {
  const Layer layer = options;
  const Tensor x = input({-1, 3, 2});
  Tensors{x, x} | layer;
  const Array data = padded();
  const Array carried = run_layer(
      [&](Tensor t) {
        const Tensor masked = t | Masking{};
        return Tensors{masked, masked} | layer;
      },
      data);
  const Tensor rows = ops::reshape(Tensor(seen()), {2, 3, 1});
  const Tensor keys = ops::reshape(Tensor(seen()), {2, 1, 3});
  const Array both = tests::value_of(ops::logical_and(rows, keys));
  const Array given = run_layer(layer, std::vector<Array>{data, data, both});
  EXPECT_EQ(distance(carried, given), 0);
  EXPECT_GT(distance(given, run_layer(layer, std::vector<Array>{data, data})), 1e-3);
}

TEST(MultiHeadAttention, JoinsTheMasksOfItsInputs) {
  expect_masks_as_given(MultiHeadAttention{.num_heads = 2, .key_dim = 3});
  expect_masks_as_given(MultiHeadAttention{.num_heads = 2, .key_dim = 3, .use_causal_mask = true});
}
TEST(GroupQueryAttention, JoinsTheMasksOfItsInputs) {
  expect_masks_as_given(GroupQueryAttention{.head_dim = 2, .num_query_heads = 4, .num_key_value_heads = 2});
}

TEST(Attention, HidesMaskedValuesAndSilencesMaskedQueries) {
  const Array y = run_layer(
      [](Tensor t) {
        const Tensor masked = t | Masking{};
        return Tensors{masked, masked} | Attention{};
      },
      padded());
  EXPECT_EQ(y.get(4), 0);  // the padded query
  EXPECT_EQ(y.get(5), 0);
  // Scores of the first query are 5 and 5 for the two steps that are seen: their mean.
  EXPECT_NEAR(y.get(0), 2, 1e-6);
  EXPECT_NEAR(y.get(1), 1.5, 1e-6);
}

TEST(MultiHeadAttention, PassesTheQuerysMaskOn) {
  const Array y = run_layer(
      [](Tensor t) {
        const Tensor masked = t | Masking{};
        const Tensor a = Tensors{masked, masked} | MultiHeadAttention{.num_heads = 1, .key_dim = 2};
        return Tensors{a, a} | Attention{};
      },
      padded());
  EXPECT_EQ(y.get(4), 0);
  EXPECT_EQ(y.get(5), 0);
  EXPECT_NE(y.get(0), 0);
}

TEST(MultiHeadAttention, AQueryThatSeesNothing) {
  // As in Keras: the mean of all values; 0 where the weights are returned.
  const Array x = padded();
  const Array none(Shape{2, 3, 3}, boolean);
  for (const bool scores : {false, true}) {
    const Layer layer = MultiHeadAttention{.num_heads = 1, .key_dim = 2, .return_attention_scores = scores};
    Tensors{input({-1, 3, 2}), input({-1, 3, 2})} | layer;
    const Array y = run_layer(layer, std::vector<Array>{x, x, none});
    EXPECT_EQ(y.get(0), y.get(2));
    EXPECT_EQ(y.get(0) == 0, scores);
  }
}

TEST(MultiHeadAttention, RefusesWhatDoesNotFit) {
  const auto mha = [](MultiHeadAttention layer, const Tensors& xs) { return [=] { xs | Layer(layer); }; };
  const MultiHeadAttention fine{.num_heads = 2, .key_dim = 3};
  const Tensor x = input({-1, 4, 6});
  const Tensor mask = input({-1, 4, 4}, boolean);
  expect_error<ValueError>(mha({.num_heads = 0, .key_dim = 3}, {x, x}), {"num_heads must be above 0"});
  expect_error<ValueError>(mha({.num_heads = 2}, {x, x}), {"key_dim must be above 0"});
  expect_error<ValueError>(mha({.num_heads = 2, .key_dim = 3, .value_dim = -2}, {x, x}), {"value_dim must be above 0"});
  expect_error<ValueError>(mha({.num_heads = 2, .key_dim = 3, .dropout = 1.5}, {x, x}), {"1.5"});
  expect_error<ValueError>(mha({.num_heads = 2, .key_dim = 3, .sliding_window = -1}, {x, x}), {"sliding_window"});
  expect_error<ValueError>(mha({.num_heads = 2, .key_dim = 3, .output_shape = {4, 0}}, {x, x}), {"output_shape"});
  expect_error<UnsupportedError>(mha({.num_heads = 2, .key_dim = 3, .attention_axes = {1, 2}}, {x, x}),
                                 {"axis of steps", "Reshape"});
  expect_error<ValueError>(mha(fine, {x}), {"a query, a value", "Tensors{x, x}"});
  expect_error<ValueError>(mha(fine, {x, x, x, x}), {"received 4"});
  expect_error<ValueError>(mha(fine, {x, mask}), {"1 and a mask"});
  expect_error<ShapeError>(mha(fine, {input({-1, 6}), x}), {"the query has three axes", "(None, 6)"});
  expect_error<ShapeError>(mha(fine, {x, input({-1, 2, 3, 6})}), {"the value has three axes"});
  expect_error<ShapeError>(mha(fine, {x, x, input({-1, 5, 6})}), {"one key for each value", "4 keys"});
  expect_error<ShapeError>(mha(fine, {input({3, 4, 6}), input({2, 4, 6})}), {"the same samples"});
  expect_error<ShapeError>(mha(fine, {x, x, input({-1, 4, 5}, boolean)}), {"attention mask", "(None, 4, 5)"});
  expect_error<ShapeError>(mha(fine, {x, x, input({-1, 3, 4, 4}, boolean)}), {"attention mask"});
  expect_error<TypeError>(mha(fine, {x, mask, x}), {"Only the last input may be bool"});
}

TEST(GroupQueryAttention, RefusesWhatDoesNotFit) {
  const auto gqa = [](GroupQueryAttention layer, const Tensors& xs) { return [=] { xs | Layer(layer); }; };
  const Tensor x = input({-1, 4, 6});
  expect_error<ValueError>(gqa({2, 4, 3}, {x, x}), {"num_key_value_heads to divide", "received 3"});
  expect_error<ValueError>(gqa({2, 4}, {x, x}), {"num_key_value_heads must be above 0"});
  expect_error<ValueError>(gqa({0, 4, 2}, {x, x}), {"head_dim must be above 0"});
  expect_error<ShapeError>(gqa({2, 4, 2}, {x, input({-1, 4, 5})}), {"as many features", "received 5"});
}

TEST(Attention, RefusesWhatDoesNotFit) {
  const Tensor x = input({-1, 4, 6});
  const Tensor y = input({-1, 4, 5});
  const auto call = [](Layer layer, const Tensors& xs) { return [=] { xs | layer; }; };
  expect_error<ValueError>(call(Attention{.score_mode = "sum"}, {x, x}), {"\"dot\" or \"concat\"", "\"sum\""});
  expect_error<ShapeError>(call(Attention{}, {x, y}), {"feature by feature", "6 features"});
  expect_error<ShapeError>(call(AdditiveAttention{}, {x, y}), {"feature by feature"});
  expect_error<TypeError>(call(Attention{}, {x, x, input({-1, 4, 4}, boolean)}), {"no attention mask"});
  expect_error<ValueError>(call(AdditiveAttention{.dropout = -1}, {x, x}), {"-1"});
}

TEST(ReversibleEmbedding, GoesBothWaysWithOneTable) {
  const Layer layer = ReversibleEmbedding{5, 3};
  const Tensor words = input({-1, 2}, i32);
  EXPECT_EQ(layer(layer(words)).shape(), (Shape{-1, 2, 5}));
  EXPECT_EQ(layer.count_params(), 15);
  expect_error<ShapeError>([&] { layer(input({-1, 2})); }, {"output_dim features", "integer dtype"});
  expect_error<ValueError>([&] { words | ReversibleEmbedding{5}; }, {"both above 0"});
  expect_error<ValueError>([&] { words | ReversibleEmbedding{.input_dim = 5, .output_dim = 2, .logit_soft_cap = -1}; },
                           {"logit_soft_cap"});
}

TEST(Positions, RefuseWhatDoesNotFit) {
  const Tensor x = input({-1, 4, 6});
  expect_error<ShapeError>([&] { input({-1, 4}) | SinePositionEncoding{}; }, {"(n, steps, features)"});
  expect_error<ValueError>([&] { x | SinePositionEncoding{0}; }, {"max_wavelength"});
  expect_error<ShapeError>([&] { input({-1, 4, 5}) | RotaryEmbedding{}; }, {"even number", "5"});
  expect_error<ValueError>([&] { x | RotaryEmbedding{.sequence_axis = 3}; }, {"sequence_axis", "received 3"});
  expect_error<ValueError>([&] { x | RotaryEmbedding{.sequence_axis = 0}; }, {"not the batch"});
  expect_error<ValueError>([&] { x | RotaryEmbedding{.sequence_axis = 2}; }, {"two axes"});
  expect_error<ValueError>([&] { x | RotaryEmbedding{.scaling_factor = 0}; }, {"scaling_factor"});
}

}  // namespace
}  // namespace glia
