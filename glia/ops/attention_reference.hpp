// internal
#pragma once
#include <array>
#include <vector>

#include "glia/ops/attention_ops.hpp"

namespace glia::detail {

/// The slow arithmetic: one row of scores at a time.
struct AttentionRows {
  AttentionSizes sizes;
  double scale;
  bool causal;
  std::vector<double> q, k, v;
  const Array* mask = nullptr;
  std::array<std::int64_t, 4> strides{};

  AttentionRows(const ReferenceCall& c, std::size_t mask_at)
      : sizes(c.in[0].shape(), c.in[1].shape(), c.in[2].shape()),
        scale(c.attributes.real("scale")),
        causal(c.attributes.integer("causal") != 0),
        q(reals(c.in[0])),
        k(reals(c.in[1])),
        v(reals(c.in[2])) {
    if (c.in.size() <= mask_at) return;
    mask = &c.in[mask_at];
    strides = mask_strides(mask->shape());
  }

  std::size_t query(std::int64_t b, std::int64_t i, std::int64_t head, std::int64_t size) const {
    return static_cast<std::size_t>(((b * sizes.queries + i) * sizes.heads + head) * size);
  }
  std::size_t key(std::int64_t b, std::int64_t j, std::int64_t head, std::int64_t size) const {
    return static_cast<std::size_t>(((b * sizes.keys + j) * sizes.groups + sizes.group_of(head)) * size);
  }
  /// Of the row's largest score; its sum of powers is behind it.
  std::size_t row(std::int64_t b, std::int64_t head, std::int64_t i) const {
    return static_cast<std::size_t>(((b * sizes.heads + head) * sizes.queries + i) * 2);
  }
  bool sees(std::int64_t b, std::int64_t head, std::int64_t i, std::int64_t j) const {
    if (causal && j > i) return false;
    return mask == nullptr || mask->get(b * strides[0] + head * strides[1] + i * strides[2] + j * strides[3]) != 0;
  }

  std::vector<double> scores(std::int64_t b, std::int64_t head, std::int64_t i) const {
    std::vector<double> out(static_cast<std::size_t>(sizes.keys));
    for (std::int64_t j = 0; j < sizes.keys; ++j) {
      double s = 0;
      for (std::int64_t d = 0; d < sizes.depth; ++d) {
        s += q[query(b, i, head, sizes.depth) + static_cast<std::size_t>(d)] *
             k[key(b, j, head, sizes.depth) + static_cast<std::size_t>(d)];
      }
      out[static_cast<std::size_t>(j)] = sees(b, head, i, j) ? s * scale : kMaskedScore;
    }
    return out;
  }
};

inline void store(Array& to, const std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) to.set(static_cast<std::int64_t>(i), values[i]);
}

template <class F>
void for_each_row_of_scores(const AttentionSizes& s, F run) {
  for (std::int64_t b = 0; b < s.n; ++b) {
    for (std::int64_t head = 0; head < s.heads; ++head) {
      for (std::int64_t i = 0; i < s.queries; ++i) run(b, head, i);
    }
  }
}

}  // namespace glia::detail
