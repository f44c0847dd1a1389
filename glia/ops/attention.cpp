#include "glia/ops/attention.hpp"

#include <cmath>
#include <limits>

#include "glia/base/error.hpp"
#include "glia/ops/attention_ops.hpp"
#include "glia/ops/attention_reference.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {
namespace {

void check_heads(const Shape& query, const Shape& key, const Shape& value) {
  if (query.rank() != 4 || key.rank() != 4 || value.rank() != 4) {
    throw ShapeError({.rule = "Query, key and value have the axes (n, steps, heads, size)",
                      .received = query.str() + ", " + key.str() + " and " + value.str()});
  }
  const bool fits = key[0] == query[0] && value[0] == query[0] && key[3] == query[3] && value[1] == key[1] &&
                    value[2] == key[2] && key[2] > 0 && query[2] % key[2] == 0;
  if (fits) return;
  throw ShapeError({.rule = "Key and value have one number of steps and of heads, which divides the query's heads, and "
                            "a key has the size of a query",
                    .expected = "(n, queries, heads, depth), (n, keys, g, depth) and (n, keys, g, width)",
                    .received = query.str() + ", " + key.str() + " and " + value.str()});
}

std::vector<Spec> infer(const Call& call) {
  const Shape &q = call.inputs[0].shape, &k = call.inputs[1].shape, &v = call.inputs[2].shape;
  check_heads(q, k, v);
  check_attention_mask(call, 3);
  const DType dtype = call.inputs[0].dtype;
  return {{{Dim(q[0]), Dim(q[1]), Dim(q[2]), Dim(v[3])}, dtype}, {{Dim(q[0]), Dim(q[2]), Dim(q[1]), 2}, dtype}};
}

void reference(const ReferenceCall& c) {
  const AttentionRows rows(c, 3);
  const AttentionSizes& s = rows.sizes;
  std::vector<double> y(static_cast<std::size_t>(c.out[0].size())), seen(static_cast<std::size_t>(c.out[1].size()));
  for_each_row_of_scores(s, [&](std::int64_t b, std::int64_t head, std::int64_t i) {
    const std::vector<double> scores = rows.scores(b, head, i);
    double top = -std::numeric_limits<double>::infinity(), total = 0;
    for (const double x : scores) top = x > top || x != x ? x : top;
    for (const double x : scores) total += std::exp(x - top);
    seen[rows.row(b, head, i)] = top;
    seen[rows.row(b, head, i) + 1] = scores.empty() ? 1 : total;
    for (std::int64_t j = 0; j < s.keys; ++j) {
      const double weight = std::exp(scores[static_cast<std::size_t>(j)] - top) / total;
      for (std::int64_t w = 0; w < s.width; ++w) {
        y[rows.query(b, i, head, s.width) + static_cast<std::size_t>(w)] +=
            weight * rows.v[rows.key(b, j, head, s.width) + static_cast<std::size_t>(w)];
      }
    }
  });
  store(c.out[0], y);
  store(c.out[1], seen);
}

Tensors gradient(const GradientCall& c) {
  Tensors inputs{c.x[0], c.x[1], c.x[2], c.y[0], c.y[1], c.dy[0]};
  if (c.x.size() > 3) inputs.push_back(c.x[3]);
  Tensors out = emit_all(op_attention_gradient, inputs, c.attributes);
  out.resize(c.x.size());
  return out;
}

}  // namespace

extern constinit const Op op_attention{
    .name = "attention", .infer = infer, .gradient = gradient, .reference = reference, .onnx = "Attention"};
void check_attention_mask(const Call& call, std::size_t at) {
  if (call.inputs.size() <= at) return;
  const Spec& mask = call.inputs[at];
  const Shape &q = call.inputs[0].shape, &k = call.inputs[1].shape;
  const Shape scores{Dim(q[0]), Dim(q[2]), Dim(q[1]), Dim(k[1])};
  bool fits = mask.shape.rank() == 4 && mask.dtype == DType(boolean);
  for (int i = 0; fits && i < 4; ++i) fits = mask.shape[i] == 1 || mask.shape[i] == scores[i];
  if (fits) return;
  throw ShapeError({.rule = "The mask of attention says of each score whether it counts",
                    .expected = "bool and " + scores.str() + ", or 1 for any of them",
                    .received = mask.str()});
}

std::array<std::int64_t, 4> mask_strides(const Shape& mask) {
  std::array<std::int64_t, 4> out{};
  std::int64_t stride = 1;
  for (int i = 3; i >= 0; --i) {
    out[static_cast<std::size_t>(i)] = mask[i] == 1 ? 0 : stride;
    stride *= mask[i];
  }
  return out;
}

}  // namespace glia::detail

namespace glia::ops {

Tensor dot_product_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                             const AttentionOptions& options) {
  const ErrorPath path("dot_product_attention");
  const Tensor q = detail::as_real(query), k = detail::as(key, q.dtype()), v = detail::as(value, q.dtype());
  detail::check_heads(q.shape(), k.shape(), v.shape());
  AttentionOptions set = options;
  if (set.scale == 0) set.scale = 1 / std::sqrt(static_cast<double>(q.shape()[3]));
  if (set.bias.valid()) return detail::composed_attention(q, k, v, set);
  Tensors inputs{q, k, v};
  if (set.mask.valid()) {
    const int lacking = 4 - set.mask.rank();
    Shape shape;
    for (int i = 0; i < lacking; ++i) shape.push_back(1);
    for (const std::int64_t size : set.mask.shape()) shape.push_back(size);
    inputs.push_back(detail::broadcast(set.mask, shape));
  }
  return detail::emit_all(detail::op_attention, inputs, {{"scale", set.scale}, {"causal", set.is_causal ? 1 : 0}})[0];
}

}  // namespace glia::ops
