#include <algorithm>

#include "glia/backends/cpu/attention_request.hpp"
#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/gemm.hpp"
#include "glia/backends/cpu/panels.hpp"

namespace glia::detail::cpu {
namespace {

/// A row-major matrix inside a tensor.
struct Matrix {
  float* at;
  std::int64_t row;
};
struct ConstMatrix {
  const float* at;
  std::int64_t row;
};

/// The gradient of attention, by blocks of keys: weights are computed again from the largest scores and the sums
/// that the forward pass left. A chunk is one head of keys, for the heads and queries that share it add to its
/// gradients in order.
class AttentionGradient : public Kernel {
 public:
  explicit AttentionGradient(const KernelRequest& request) : request_(request, 6) {
    const AttentionSizes s = request_.sizes(request.capacity);
    scratch_floats_ = kKeyBlock * (s.depth + s.width) + 2 * kQueryBlock * kKeyBlock + s.heads / s.groups * s.queries;
  }

  std::int64_t chunks(std::int64_t rows) const override {
    const AttentionSizes s = request_.sizes(rows);
    return s.n * s.groups;
  }
  std::int64_t scratch_bytes() const override { return scratch_floats_ * static_cast<std::int64_t>(sizeof(float)); }
  double flops(std::int64_t rows) const override { return request_.flops(rows, 5); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const AttentionSizes s = request_.sizes(args.rows);
    const std::int64_t b = chunk / s.groups, group = chunk % s.groups, shared = s.heads / s.groups;
    const std::int64_t key_row = s.groups * s.depth, value_row = s.groups * s.width;
    const std::int64_t key_at = b * s.keys * key_row + group * s.depth;
    const std::int64_t value_at = b * s.keys * value_row + group * s.width;
    auto* packed_key = reinterpret_cast<float*>(args.scratch);
    float* packed_value = packed_key + kKeyBlock * s.depth;
    float* weights = packed_value + kKeyBlock * s.width;
    float* gradients = weights + kQueryBlock * kKeyBlock;
    float* means = gradients + kQueryBlock * kKeyBlock;

    for (std::int64_t j = 0; j < s.keys; ++j) {
      std::fill_n(args.output(1) + key_at + j * key_row, s.depth, 0.0f);
      std::fill_n(args.output(2) + value_at + j * value_row, s.width, 0.0f);
    }
    for (std::int64_t h = 0; h < shared; ++h) {
      for (std::int64_t i = 0; i < s.queries; ++i) {
        const std::int64_t row = (b * s.queries + i) * s.heads + group * shared + h;
        means[h * s.queries + i] = row_dot(args.input(5) + row * s.width, args.input(3) + row * s.width, s.width);
        std::fill_n(args.output(0) + row * s.depth, s.depth, 0.0f);
      }
    }
    for (std::int64_t k = 0; k < s.keys; k += kKeyBlock) {
      const std::int64_t in_block = std::min(kKeyBlock, s.keys - k);
      const ConstMatrix key{args.input(1) + key_at + k * key_row, key_row};
      const ConstMatrix value{args.input(2) + value_at + k * value_row, value_row};
      const Matrix dk{args.output(1) + key_at + k * key_row, key_row};
      const Matrix dv{args.output(2) + value_at + k * value_row, value_row};
      transpose_pack(key.at, in_block, s.depth, key_row, packed_key);
      transpose_pack(value.at, in_block, s.width, value_row, packed_value);
      for (std::int64_t h = 0; h < shared; ++h) {
        const std::int64_t head = group * shared + h;
        const float* seen = args.input(4) + (b * s.heads + head) * s.queries * 2;
        for (std::int64_t q = 0; q < s.queries; q += kQueryBlock) {
          const std::int64_t count = std::min(kQueryBlock, s.queries - q);
          const std::int64_t keys = request_.counted(q + count - 1, k, in_block);
          if (keys == 0) continue;
          const std::int64_t row = (b * s.queries + q) * s.heads + head;
          const ConstMatrix query{args.input(0) + row * s.depth, s.heads * s.depth};
          const ConstMatrix dy{args.input(5) + row * s.width, s.heads * s.width};
          const Matrix dq{args.output(0) + row * s.depth, s.heads * s.depth};
          times_packed(query, packed_key, count, keys, s.depth, weights);
          times_packed(dy, packed_value, count, keys, s.width, gradients);
          for (std::int64_t i = 0; i < count; ++i) {
            softmax_gradient(weights + i * kKeyBlock, gradients + i * kKeyBlock, keys, request_.scale(),
                             request_.visible(args, b, head, q + i, k, keys), seen[(q + i) * 2], seen[(q + i) * 2 + 1],
                             means[h * s.queries + q + i]);
          }
          add_product({weights, 1}, kKeyBlock, dy, keys, count, s.width, dv);
          add_product({gradients, 1}, kKeyBlock, query, keys, count, s.depth, dk);
          add_product({gradients, kKeyBlock}, 1, key, count, keys, s.depth, dq);
        }
      }
    }
  }

 private:
  /// out (count, keys) = rows (count, depth) · packed (depth, keys)
  static void times_packed(const ConstMatrix& rows, const float* packed, std::int64_t count, std::int64_t keys,
                           std::int64_t depth, float* out) {
    GemmTile tile;
    tile.a = rows.at;
    tile.a_row = rows.row;
    tile.a_col = 1;
    tile.b = packed;
    tile.b_row = kPanel;
    tile.b_panel = depth * kPanel;
    tile.c = out;
    tile.c_row = kKeyBlock;
    tile.c_panel = kPanel;
    tile.rows = count;
    tile.panels = ceil_div(keys, kPanel);
    tile.depth = depth;
    gemm(tile);
  }

  /// c (rows, columns) += a (rows, depth) · b (depth, columns); a_col from one column of a to the next.
  static void add_product(const ConstMatrix& a, std::int64_t a_col, const ConstMatrix& b, std::int64_t rows,
                          std::int64_t depth, std::int64_t columns, const Matrix& c) {
    GemmTile tile;
    tile.a = a.at;
    tile.a_row = a.row;
    tile.a_col = a_col;
    tile.b = b.at;
    tile.b_row = b.row;
    tile.b_panel = kPanel;
    tile.b_columns = columns;
    tile.c = c.at;
    tile.c_row = c.row;
    tile.c_panel = kPanel;
    tile.c_columns = columns;
    tile.rows = rows;
    tile.panels = ceil_div(columns, kPanel);
    tile.depth = depth;
    tile.accumulate = true;
    if (columns > 0) gemm(tile);
  }

  AttentionRequest request_;
  std::int64_t scratch_floats_ = 0;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  if (request.node.op != &op_attention_gradient || !AttentionRequest::fits(request, refusal)) return nullptr;
  return std::make_unique<AttentionGradient>(request);
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_attention_gradient;
const KernelMaker kernel_attention_gradient{.name = "attention_gradient", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
