#include <cmath>

#include "glia/graph/region.hpp"
#include "glia/ops/attention_reference.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  check_attention_mask(call, 6);
  return {call.inputs[0], call.inputs[1], call.inputs[2]};
}

void reference(const ReferenceCall& c) {
  const AttentionRows rows(c, 6);
  const AttentionSizes& s = rows.sizes;
  const std::vector<double> y = reals(c.in[3]), seen = reals(c.in[4]), dy = reals(c.in[5]);
  std::vector<double> dq(rows.q.size()), dk(rows.k.size()), dv(rows.v.size());
  for_each_row_of_scores(s, [&](std::int64_t b, std::int64_t head, std::int64_t i) {
    const std::vector<double> scores = rows.scores(b, head, i);
    const std::size_t at = rows.query(b, i, head, s.width), from = rows.query(b, i, head, s.depth);
    const std::size_t row = rows.row(b, head, i);
    double mean = 0;
    for (std::size_t w = 0; w < static_cast<std::size_t>(s.width); ++w) mean += dy[at + w] * y[at + w];
    for (std::int64_t j = 0; j < s.keys; ++j) {
      const double p = std::exp(scores[static_cast<std::size_t>(j)] - seen[row]) / seen[row + 1];
      const std::size_t value = rows.key(b, j, head, s.width), key = rows.key(b, j, head, s.depth);
      double dp = 0;
      for (std::size_t w = 0; w < static_cast<std::size_t>(s.width); ++w) {
        dp += dy[at + w] * rows.v[value + w];
        dv[value + w] += p * dy[at + w];
      }
      const double ds = rows.sees(b, head, i, j) ? p * (dp - mean) * rows.scale : 0;
      for (std::size_t d = 0; d < static_cast<std::size_t>(s.depth); ++d) {
        dq[from + d] += ds * rows.k[key + d];
        dk[key + d] += ds * rows.q[from + d];
      }
    }
  });
  store(c.out[0], dq);
  store(c.out[1], dk);
  store(c.out[2], dv);
}

/// Of the gradient: that of the composed attention, twice. Each input is seen through a node of its own, so that what
/// leads from one to another outside is not counted.
Tensors gradient(const GradientCall& c) {
  const auto alone = [](const Tensor& x) { return x * 1.0; };
  const Tensors qkv{alone(c.x[0]), alone(c.x[1]), alone(c.x[2])};
  const Tensor dy = alone(c.x[5]);
  const Tensor y = composed_attention(qkv[0], qkv[1], qkv[2],
                                      {.mask = c.x.size() > 6 ? c.x[6] : Tensor{},
                                       .scale = c.attributes.real("scale"),
                                       .is_causal = c.attributes.integer("causal") != 0});
  const Tensors first = pull_back({y}, {dy}, qkv);
  Tensors ys, dys;
  for (std::size_t i = 0; i < 3; ++i) {
    if (!c.dy[i].valid() || !first[i].valid()) continue;
    ys.push_back(first[i]);
    dys.push_back(c.dy[i]);
  }
  const Tensors second = pull_back(ys, dys, {qkv[0], qkv[1], qkv[2], dy});
  Tensors out(c.x.size());
  for (std::size_t i = 0; i < 3; ++i) out[i] = second[i];
  out[5] = second[3];
  return out;
}

}  // namespace

extern constinit const Op op_attention_gradient{
    .name = "attention_gradient", .infer = infer, .gradient = gradient, .reference = reference};

}  // namespace glia::detail
