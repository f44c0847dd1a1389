// internal
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "glia/backends/cpu/attention_rows.hpp"
#include "glia/ops/attention_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {

/// What both kernels of attention know: sizes, scale, and which scores count.
class AttentionRequest {
 public:
  AttentionRequest(const KernelRequest& request, std::size_t mask_input)
      : query_(request.in[0].shape),
        key_(request.in[1].shape),
        value_(request.in[2].shape),
        mask_input_(mask_input),
        scale_(static_cast<float>(request.node.attributes.real("scale"))),
        causal_(request.node.attributes.integer("causal") != 0) {
    if (request.in.size() > mask_input) mask_ = request.in[mask_input].shape;
  }

  AttentionSizes sizes(std::int64_t rows) const { return {query_.at(rows), key_.at(rows), value_.at(rows)}; }
  float scale() const { return scale_; }
  double flops(std::int64_t rows, double products) const {
    const AttentionSizes s = sizes(rows);
    return products * static_cast<double>(s.n * s.heads) * static_cast<double>(s.queries * s.keys) *
           static_cast<double>(s.depth + s.width) * (causal_ ? 0.5 : 1);
  }

  /// How many of `keys` from `first_key` on count for any query up to `last_query`. With a mask, none is left out: a
  /// query that may see nothing at all takes the mean of all values.
  std::int64_t counted(std::int64_t last_query, std::int64_t first_key, std::int64_t keys) const {
    return causal_ && mask_.rank() == 0 ? std::clamp<std::int64_t>(last_query + 1 - first_key, 0, keys) : keys;
  }

  /// Of keys first_key, first_key + 1 …
  VisibleScores visible(const KernelArgs& args, std::int64_t b, std::int64_t head, std::int64_t query,
                        std::int64_t first_key, std::int64_t keys) const {
    VisibleScores out{causal_ ? query + 1 - first_key : keys};
    out.whole = first_key == 0 && keys == key_.at(args.rows)[1];
    if (mask_.rank() == 0) {
      out.whole = out.whole || (causal_ && first_key == 0 && query < keys);
      return out;
    }
    const std::array<std::int64_t, 4> strides = mask_strides(mask_.at(args.rows));
    out.mask = args.input<std::uint8_t>(mask_input_) + b * strides[0] + head * strides[1] + query * strides[2] +
               first_key * strides[3];
    out.mask_stride = strides[3];
    return out;
  }

  static bool fits(const KernelRequest& request, std::string& refusal) {
    for (const Spec& spec : request.in) {
      if (spec.layout != Layout::row_major) refusal = "panels";
    }
    if (request.in[0].dtype != f32) refusal = "only f32";
    return refusal.empty();
  }

 private:
  Shape query_, key_, value_;
  Shape mask_ = {};  // no axes: no mask
  std::size_t mask_input_;
  float scale_;
  bool causal_;
};

// A block of scores takes 16 KB, half of a first-level cache.
constexpr std::int64_t kQueryBlock = 32;
constexpr std::int64_t kKeyBlock = 128;

}  // namespace glia::detail::cpu
