#include <algorithm>
#include <limits>

#include "glia/backends/cpu/attention_request.hpp"
#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/gemm.hpp"
#include "glia/backends/cpu/panels.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kQueries = 256;  // of a chunk: the keys are packed once for all of them

/// softmax(q·kᵀ)·v by blocks of keys, with the largest score and the sum of powers so far (online softmax).
class Attention : public Kernel {
 public:
  explicit Attention(const KernelRequest& request) : request_(request, 3) {
    const AttentionSizes s = request_.sizes(request.capacity);
    depth_ = s.depth;
    padded_width_ = panel_floats(1, s.width);
  }

  std::int64_t chunks(std::int64_t rows) const override {
    const AttentionSizes s = request_.sizes(rows);
    return s.width == 0 ? 0 : s.n * s.heads * ceil_div(s.queries, kQueries);
  }
  std::int64_t scratch_bytes() const override {
    return (kKeyBlock * depth_ + kQueryBlock * kKeyBlock + kQueries * (padded_width_ + 2)) *
           static_cast<std::int64_t>(sizeof(float));
  }
  double flops(std::int64_t rows) const override { return request_.flops(rows, 2); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const AttentionSizes s = request_.sizes(args.rows);
    const std::int64_t parts = ceil_div(s.queries, kQueries);
    const std::int64_t b = chunk / parts / s.heads, head = chunk / parts % s.heads;
    const Cut queries(s.queries, kQueries, chunk % parts);
    auto* packed = reinterpret_cast<float*>(args.scratch);
    float* scores = packed + kKeyBlock * s.depth;
    float* sums = scores + kQueryBlock * kKeyBlock;  // of weighted values
    float* largest = sums + kQueries * padded_width_;
    float* powers = largest + kQueries;
    std::fill(largest, largest + kQueries, -std::numeric_limits<float>::infinity());
    std::fill(powers, powers + kQueries, 0.0f);
    if (s.keys == 0) {  // nothing to weigh: y = 0
      std::fill(sums, sums + kQueries * padded_width_, 0.0f);
      std::fill(powers, powers + kQueries, 1.0f);
    }

    const std::int64_t key_row = s.groups * s.depth, value_row = s.groups * s.width;
    const float* key = args.input(1) + b * s.keys * key_row + s.group_of(head) * s.depth;
    const float* value = args.input(2) + b * s.keys * value_row + s.group_of(head) * s.width;
    for (std::int64_t k = 0; k < s.keys; k += kKeyBlock) {
      const std::int64_t in_block = request_.counted(queries.last - 1, k, std::min(kKeyBlock, s.keys - k));
      if (in_block == 0) break;
      transpose_pack(key + k * key_row, in_block, s.depth, key_row, packed);
      for (std::int64_t q = queries.first; q < queries.last; q += kQueryBlock) {
        const std::int64_t count = std::min(kQueryBlock, queries.last - q);
        const std::int64_t keys = request_.counted(q + count - 1, k, in_block);
        if (keys == 0) continue;
        const std::int64_t at = q - queries.first;
        GemmTile product;
        product.a = args.input(0) + ((b * s.queries + q) * s.heads + head) * s.depth;
        product.a_row = s.heads * s.depth;
        product.a_col = 1;
        product.b = packed;
        product.b_row = kPanel;
        product.b_panel = s.depth * kPanel;
        product.c = scores;
        product.c_row = kKeyBlock;
        product.c_panel = kPanel;
        product.rows = count;
        product.panels = ceil_div(keys, kPanel);
        product.depth = s.depth;
        gemm(product);
        for (std::int64_t i = 0; i < count; ++i) {
          const float factor =
              online_softmax(scores + i * kKeyBlock, keys, request_.scale(),
                             request_.visible(args, b, head, q + i, k, keys), {largest + at + i, powers + at + i});
          if (k > 0 && factor != 1) scale_row(sums + (at + i) * padded_width_, s.width, factor);
        }
        GemmTile weighted;
        weighted.a = scores;
        weighted.a_row = kKeyBlock;
        weighted.a_col = 1;
        weighted.b = value + k * value_row;
        weighted.b_row = value_row;
        weighted.b_panel = kPanel;
        weighted.b_columns = s.width;
        weighted.c = sums + at * padded_width_;
        weighted.c_row = padded_width_;
        weighted.c_panel = kPanel;
        weighted.rows = count;
        weighted.panels = padded_width_ / kPanel;
        weighted.depth = keys;
        weighted.accumulate = k > 0;
        gemm(weighted);
      }
    }
    for (std::int64_t q = queries.first; q < queries.last; ++q) {
      const std::int64_t at = q - queries.first;
      divide_row(sums + at * padded_width_, s.width, powers[at],
                 args.output(0) + ((b * s.queries + q) * s.heads + head) * s.width);
      float* seen = args.output(1) + ((b * s.heads + head) * s.queries + q) * 2;
      seen[0] = largest[at];
      seen[1] = powers[at];
    }
  }

 private:
  AttentionRequest request_;
  std::int64_t depth_ = 0, padded_width_ = 0;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  if (request.node.op != &op_attention || !AttentionRequest::fits(request, refusal)) return nullptr;
  return std::make_unique<Attention>(request);
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_attention;
const KernelMaker kernel_attention{.name = "attention", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
