#include "glia/layers/attention_parts.hpp"

#include <cmath>

#include "glia/base/error.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/attention_ops.hpp"
#include "glia/ops/head_products.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

void check_steps(const Tensor& x, const char* what) {
  if (x.rank() == 3) return;
  throw ShapeError(
      {.rule = std::string("Attention is paid along one axis of steps, so the ") + what + " has three axes",
       .expected = "(n, steps, features)",
       .received = x.shape().str()});
}

/// `mask` with the axes that it lacks behind its batch.
Tensor with_four_axes(const Tensor& mask, const Shape& scores) {
  const Shape& is = mask.shape();
  bool fits = is.rank() >= 2 && is.rank() <= 4;
  for (int i = 1; fits && i <= is.rank(); ++i) {
    const int batch_of_three = is.rank() == 3 && i == 3 ? 4 : i;
    fits = is.dim(-i) == 1 || is.dim(-i) == scores.dim(-batch_of_three);
  }
  if (!fits) {
    throw ShapeError({.rule = "The attention mask says of each query and key whether it is seen",
                      .expected = "(n, queries, keys), or with heads " + scores.str() + ", or 1 for any of them",
                      .received = is.str()});
  }
  Tensor out = mask;
  while (out.rank() < 4) out = ops::expand_dims(out, out.rank() == 2 ? 0 : 1);
  return out;
}

}  // namespace

AttentionInputs attention_inputs(const Scope& scope, const Tensors& xs, bool takes_mask) {
  Tensors rest = xs;
  AttentionInputs out;
  if (takes_mask && !rest.empty() && rest.back().dtype() == DType(boolean)) {
    out.mask = rest.back();
    rest.pop_back();
  }
  if (rest.size() < 2 || rest.size() > 3) {
    throw ValueError(
        {.rule = "Attention needs a query, a value and perhaps a key",
         .expected = takes_mask ? "2 or 3 inputs, and perhaps a mask of dtype bool behind them" : "2 or 3 inputs",
         .received = std::to_string(rest.size()) + (out.mask.valid() ? " and a mask" : ""),
         .hint = "Self-attention is Tensors{x, x}"});
  }
  const Tensor& key = rest.size() > 2 ? rest[2] : rest[1];
  check_steps(rest[0], "query");
  check_steps(rest[1], "value");
  check_steps(key, "key");
  if (rest[0].dim(0) != rest[1].dim(0) || rest[0].dim(0) != key.dim(0)) {
    throw ShapeError({.rule = "Query, value and key belong to the same samples",
                      .expected = rest[0].shape().str() + " with one number of rows",
                      .received = rest[1].shape().str() + " and " + key.shape().str()});
  }
  if (rest[1].dim(1) != key.dim(1)) {
    throw ShapeError({.rule = "There is one key for each value",
                      .expected = std::to_string(rest[1].dim(1)) + " keys",
                      .received = std::to_string(key.dim(1)) + ", from " + key.shape().str()});
  }
  for (const Tensor& x : rest) {
    if (x.dtype() == DType(boolean)) {
      throw TypeError({.rule = takes_mask ? "Only the last input may be bool: it is the attention mask"
                                          : "This layer takes no attention mask; it reads those its inputs carry",
                       .received = "a bool " + x.shape().str()});
    }
  }
  out.query_mask = scope.mask(rest[0]);
  out.value_mask = scope.mask(rest[1]);
  if (rest.size() > 2) out.key_mask = scope.mask(rest[2]);
  out.query = in_dtype_of(scope, rest[0]);
  out.value = in_dtype_of(scope, rest[1]);
  out.key = rest.size() > 2 ? in_dtype_of(scope, rest[2]) : out.value;
  return out;
}

Tensor causal_mask(Dim queries, Dim keys) {
  return ops::greater_equal(ops::reshape(ops::arange(queries, i32), {queries, 1}),
                            ops::reshape(ops::arange(keys, i32), {1, keys}));
}

Tensor both_masks(const Tensor& a, const Tensor& b) {
  if (!a.valid()) return b;
  return b.valid() ? ops::logical_and(a, b) : a;
}

Tensor attention_mask(const AttentionInputs& in, Dim heads, bool causal, Dim window) {
  const Dim queries = in.query.dim(1);
  const Dim keys = in.value.dim(1);
  const Dim n = in.query.dim(0);
  Tensor out;
  if (in.query_mask.valid()) out = ops::reshape(in.query_mask, {n, 1, queries, 1});
  if (in.value_mask.valid()) out = both_masks(out, ops::reshape(in.value_mask, {n, 1, 1, keys}));
  if (in.key_mask.valid()) out = both_masks(out, ops::reshape(in.key_mask, {n, 1, 1, keys}));
  Tensor steps;
  if (causal) steps = causal_mask(queries, keys);
  if (window > 0) {
    const Tensor row = ops::reshape(ops::arange(queries, i32), {queries, 1});
    const Tensor distance = ops::abs(row - ops::reshape(ops::arange(keys, i32), {1, keys}));
    steps = both_masks(steps, ops::less(distance, static_cast<std::int64_t>(window)));
  }
  if (steps.valid()) out = both_masks(out, ops::reshape(steps, {1, 1, queries, keys}));
  if (in.mask.valid()) out = both_masks(with_four_axes(in.mask, {n, heads, queries, keys}), out);
  return out;
}

Attended attend(Scope& scope, const Tensor& query, const Tensor& key, const Tensor& value, const Tensor& mask,
                const AttendOptions& options) {
  const HeadProducts heads(query, key);
  Tensor scores = heads.scores(query * (1 / std::sqrt(static_cast<double>(query.dim(3)))), key);
  if (mask.valid()) scores = ops::where(mask, scores, kMaskedScore);
  scores = ops::softmax(scores);
  if (mask.valid()) scores = ops::where(mask, scores, 0);
  const Tensor weights =
      options.dropout > 0 ? dropped(scope, scores, options.dropout, scores.shape(), options.seed) : scores;
  return {heads.weighted(weights, value), scores};
}

void check_attention_size(const std::string& field, Dim size) {
  if (size > 0) return;
  throw ValueError({.rule = field + " must be above 0", .expected = "1 or more", .received = std::to_string(size)});
}

void check_sliding_window(Dim window) {
  if (window >= 0) return;
  throw ValueError({.rule = "sliding_window counts the steps that a query may see on each side, its own included",
                    .expected = "1 or more, or 0 for all",
                    .received = std::to_string(window)});
}

}  // namespace glia::detail
