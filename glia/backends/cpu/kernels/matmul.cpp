#include <algorithm>

#include "glia/backends/cpu/epilogue.hpp"
#include "glia/backends/cpu/gemm.hpp"
#include "glia/backends/cpu/panels.hpp"
#include "glia/backends/cpu/product_request.hpp"
#include "glia/base/ceil_div.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/precision.hpp"
#include "glia/passes/fuse.hpp"

namespace glia::detail::cpu {
namespace {

// A chunk's product stays below 32 KB, so that its epilogue finds it in the first-level cache.
constexpr std::int64_t kChunkFloats = 8192;
constexpr std::int64_t kRows = 128;   // rows of a chunk
constexpr std::int64_t kFewRows = 8;  // below: memory-bound, more panels at once keep more chains of additions alive
constexpr std::int64_t kSmall = 1 << 18;  // multiplications below which one chunk is enough (5 µs)

/// Rows [first, last) of part `index` when `total` is cut evenly into `parts`.
struct Part {
  std::int64_t first, last;
  Part(std::int64_t total, std::int64_t parts, std::int64_t index)
      : first(total * index / parts), last(total * (index + 1) / parts) {}
  std::int64_t size() const { return last - first; }
};

/// What the three kernels below share: sizes at a number of rows, the operands' places, the epilogue.
class Product : public Kernel {
 public:
  Product(const KernelRequest& request, ProductRequest product)
      : sides_(std::move(product.sides)),
        a_(sides_.front().a),
        b_(sides_.front().b),
        a_shape_(request.in[a_].shape),
        b_shape_(request.in[b_].shape),
        transpose_a_(product.matmul->attributes.integer("transpose_a") != 0),
        transpose_b_(product.matmul->attributes.integer("transpose_b") != 0),
        bf16_(rounds_to_bf16(product.matmul->attributes)),
        epilogue_(std::move(product.epilogue)) {}

  double flops(std::int64_t n) const override {
    const Sizes s = sizes(n);
    return 2.0 * static_cast<double>(s.rows) * static_cast<double>(s.columns) * static_cast<double>(s.depth) *
           static_cast<double>(sides_.size());
  }

 protected:
  struct Sizes {
    std::int64_t rows, columns, depth;
    std::int64_t panels() const { return ceil_div(columns, kPanel); }
    bool small() const { return rows * columns * depth <= kSmall; }
  };
  Sizes sizes(std::int64_t n) const {
    const Shape a = a_shape_.at(n);
    const Shape b = b_shape_.at(n);
    return {a.dim(transpose_a_ ? -1 : -2), b.dim(transpose_b_ ? -2 : -1), a.dim(transpose_a_ ? -2 : -1)};
  }
  std::int64_t epilogue_scratch() const { return epilogue_ ? epilogue_->scratch_bytes() : 0; }

  std::vector<ProductRequest::Sides> sides_;  // of each product
  std::size_t a_, b_;                         // of the first, and of the only one but in Forward
  Shape a_shape_, b_shape_;
  bool transpose_a_, transpose_b_, bf16_;
  std::unique_ptr<Epilogue> epilogue_;
};

/// Whether a body does nothing but add up its roots: they are one product then, whose depth comes in pieces.
bool is_sum_of_roots(const Graph& body) {
  const auto order = body.order();
  const auto adds = std::count_if(order.begin(), order.end(), [](const Node* n) { return n->op == &op_add; });
  const bool nothing_else = std::all_of(order.begin(), order.end(), [](const Node* n) {
    return n->op == &op_add || n->op == &op_matmul || n->op == &op_parameter;
  });
  const bool adds_roots = std::none_of(order.begin(), order.end(), [](const Node* n) {
    return n->op == &op_add && (is(n->inputs[0], op_parameter) || is(n->inputs[1], op_parameter));
  });
  return body.results.size() == 1 && nothing_else && adds_roots &&
         adds + 1 == static_cast<std::ptrdiff_t>(roots_of(body).size());
}

/// Row-major result; the right side is in panels or row-major. Chunks are rows × panels, of all products if there are
/// several.
class Forward : public Product {
 public:
  Forward(const KernelRequest& request, ProductRequest product) : Product(request, std::move(product)) {
    for (const auto& side : sides_) b_in_panels_.push_back(request.in[side.b].layout == Layout::panels);
    if (sides_.size() > 1 && is_sum_of_roots(body_of(request.node))) epilogue_ = nullptr;
  }

  std::int64_t chunks(std::int64_t n) const override {
    const Sizes s = sizes(n);
    return s.rows == 0 || s.columns == 0 ? 0 : row_parts(s) * panel_parts(s);
  }
  std::int64_t scratch_bytes() const override {
    return epilogue_ ? roots() * kChunkFloats * static_cast<std::int64_t>(sizeof(float)) + epilogue_scratch() : 0;
  }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Sizes s = sizes(args.rows);
    const Part rows(s.rows, row_parts(s), chunk / panel_parts(s));
    const Part panels(s.panels(), panel_parts(s), chunk % panel_parts(s));
    const std::int64_t column0 = panels.first * kPanel;
    const std::int64_t columns = std::min(s.columns - column0, panels.size() * kPanel);
    GemmTile tile;
    tile.bf16 = bf16_;
    tile.a_row = transpose_a_ ? 1 : s.depth;
    tile.a_col = transpose_a_ ? s.rows : 1;
    tile.rows = rows.size();
    tile.panels = panels.size();
    tile.depth = s.depth;
    tile.c_panel = kPanel;
    if (epilogue_ == nullptr) {
      tile.c = args.output() + rows.first * s.columns + column0;
      tile.c_row = s.columns;
      tile.c_columns = columns;
    } else {
      tile.c = reinterpret_cast<float*>(args.scratch);
      tile.c_row = panels.size() * kPanel;
    }
    const std::int64_t apart = epilogue_ ? tile.rows * tile.c_row : 0;
    for (std::size_t i = 0; i < sides_.size(); ++i) {
      tile.a = args.input(sides_[i].a) + rows.first * tile.a_row;
      tile.b_row = b_in_panels_[i] ? kPanel : s.columns;
      tile.b_panel = b_in_panels_[i] ? s.depth * kPanel : kPanel;
      tile.b = args.input(sides_[i].b) + panels.first * tile.b_panel;
      tile.b_columns = b_in_panels_[i] ? kAllColumns : columns;
      tile.accumulate = epilogue_ == nullptr && i > 0;
      tile.a_is_far = panels.first == 0 && !transpose_a_;
      gemm(tile);
      tile.c += apart;
    }
    if (epilogue_ == nullptr) return;
    auto* products = reinterpret_cast<float*>(args.scratch);
    epilogue_->block(args, {products, tile.c_row, apart}, rows.first, rows.size(), column0, columns, s.columns,
                     reinterpret_cast<std::byte*>(products + roots() * kChunkFloats));
  }

 private:
  // 2048 × 512 → 128 on a Xeon: three panels 143 GFLOP/s, two 127; on a Zen 5 no difference.
  static constexpr std::int64_t kManyRowParts = 8;
  std::int64_t panels_a_chunk(const Sizes& s) const {
    const std::int64_t fit = kChunkFloats / kPanel / (roots() * std::clamp<std::int64_t>(s.rows, 1, kRows));
    if (s.small()) return std::clamp<std::int64_t>(fit, 1, s.panels());
    if (roots() > 1) return std::max<std::int64_t>(fit, 3);
    if (s.rows < kFewRows) return 8;
    if (bf16_) return 4;                          // rounding A pays for more columns
    return row_parts(s) < kManyRowParts ? 2 : 3;  // two share more evenly, three fill the widest register tile
  }
  std::int64_t panel_parts(const Sizes& s) const { return ceil_div(s.panels(), panels_a_chunk(s)); }
  std::int64_t row_parts(const Sizes& s) const { return ceil_div(s.rows, kRows); }

  std::int64_t roots() const { return static_cast<std::int64_t>(sides_.size()); }

  std::vector<bool> b_in_panels_;  // of each product
};

/// Aᵀ·B into panels: the gradient of weights. Chunks are runs of rows in up to four panels.
class IntoPanels : public Product {
 public:
  using Product::Product;

  std::int64_t chunks(std::int64_t n) const override {
    const Sizes s = sizes(n);
    return row_parts(s) * ceil_div(s.panels(), panels_a_chunk(s));
  }
  std::int64_t scratch_bytes() const override {
    return epilogue_ ? kChunkFloats * static_cast<std::int64_t>(sizeof(float)) + epilogue_scratch() : 0;
  }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Sizes s = sizes(args.rows);
    const std::int64_t parts = row_parts(s);
    const std::int64_t most = panels_a_chunk(s);
    const std::int64_t panel = chunk / parts * most;
    const Part rows(s.rows, parts, chunk % parts);
    GemmTile tile;
    tile.bf16 = bf16_;
    tile.a_row = 1;
    tile.a_col = s.rows;
    tile.a = args.input(a_) + rows.first;
    tile.b_row = s.columns;
    tile.b_panel = kPanel;
    tile.b = args.input(b_) + panel * kPanel;
    tile.b_columns = s.columns - panel * kPanel;
    tile.rows = rows.size();
    tile.panels = std::min(most, s.panels() - panel);
    tile.depth = s.depth;
    tile.c_row = kPanel;
    if (epilogue_ == nullptr) {
      tile.c_panel = s.rows * kPanel;
      tile.c = args.output() + panel * tile.c_panel + rows.first * kPanel;
      gemm(tile);
      return;
    }
    tile.c = reinterpret_cast<float*>(args.scratch);
    tile.c_panel = rows.size() * kPanel;
    gemm(tile);
    for (std::int64_t p = 0; p < tile.panels; ++p) {
      epilogue_->flat(args, tile.c + p * tile.c_panel, ((panel + p) * s.rows + rows.first) * kPanel, tile.c_panel,
                      args.scratch + kChunkFloats * sizeof(float));
    }
  }

 private:
  // A chunk reads its rows of A over the whole depth, from the third-level cache if that is deep. 128 × 2560 → 128 on a
  // Xeon: 128 × 32 numbers a chunk 105 GFLOP/s, 128 × 64 117 (64 × 64 copies B more often and is slower than both).
  static bool is_deep(const Sizes& s) { return s.depth >= 1024; }
  static std::int64_t panels_a_chunk(const Sizes& s) { return is_deep(s) ? 4 : 2; }
  static std::int64_t row_parts(const Sizes& s) {
    if (s.small() && s.rows <= kChunkFloats / kPanel / panels_a_chunk(s)) return 1;
    return ceil_div(s.rows, kRows);
  }
};

/// A·Wᵀ with W in panels and A given transposed: computed as (W·Aᵀ)ᵀ, so that the vectors run over the rows of A.
/// Chunks are columns of the result.
class TransposedPanels : public Product {
 public:
  TransposedPanels(const KernelRequest& request, ProductRequest product)
      : Product(request, std::move(product)),
        a_in_panels_(request.in[a_].layout == Layout::panels),
        capacity_(sizes(request.capacity)) {}

  std::int64_t chunks(std::int64_t n) const override {
    const Sizes s = sizes(n);
    return s.rows == 0 ? 0 : ceil_div(s.columns, columns_a_chunk(s));
  }
  std::int64_t scratch_bytes() const override {
    return (panel_floats_at(capacity_) + row_floats_at(capacity_)) * static_cast<std::int64_t>(sizeof(float)) +
           epilogue_scratch();
  }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Sizes s = sizes(args.rows);
    const Part columns(s.columns, chunks(args.rows), chunk);
    GemmTile tile;
    tile.bf16 = bf16_;
    tile.a = args.input(b_) + columns.first * kPanel;
    tile.a_row = kPanel;
    tile.a_col = 1;
    tile.a_segment = kPanel;
    tile.a_panel = s.columns * kPanel;
    tile.b = args.input(a_);
    tile.b_row = a_in_panels_ ? kPanel : s.rows;
    tile.b_panel = a_in_panels_ ? s.depth * kPanel : kPanel;
    if (!a_in_panels_) tile.b_columns = s.rows;
    tile.rows = columns.size();
    tile.panels = ceil_div(s.rows, kPanel);
    tile.depth = s.depth;
    tile.c = reinterpret_cast<float*>(args.scratch);
    tile.c_row = kPanel;
    tile.c_panel = columns.size() * kPanel;
    gemm(tile);
    if (epilogue_ == nullptr) {
      transpose_unpack(tile.c, s.rows, columns.size(), s.columns, args.output() + columns.first);
      return;
    }
    float* rows = tile.c + panel_floats_at(capacity_);
    transpose_unpack(tile.c, s.rows, columns.size(), columns.size(), rows);
    epilogue_->block(args, {rows, columns.size()}, 0, s.rows, columns.first, columns.size(), s.columns,
                     reinterpret_cast<std::byte*>(rows + row_floats_at(capacity_)));
  }

 private:
  std::int64_t columns_a_chunk(const Sizes& s) const {
    const std::int64_t padded = ceil_div(s.rows, kPanel) * kPanel;
    return std::clamp<std::int64_t>(kChunkFloats / 4 / std::max<std::int64_t>(padded, 1), 16, kRows);
  }
  // The chunk of the largest batch holds most: columns shrink by no more than the rows grow.
  std::int64_t panel_floats_at(const Sizes& s) const {
    return std::max(kChunkFloats, 16 * ceil_div(s.rows, kPanel) * kPanel) + kRows * kPanel;
  }
  std::int64_t row_floats_at(const Sizes& s) const { return epilogue_ ? panel_floats_at(s) : 0; }

  bool a_in_panels_;
  Sizes capacity_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  ProductRequest product = product_request(request, refusal);
  if (product.matmul == nullptr) return nullptr;
  const auto [a, b] = product.sides.front();
  const bool tb = product.matmul->attributes.integer("transpose_b") != 0;
  if (request.in[a].shape.rank() != 2 || request.in[b].shape.rank() != 2) {
    refusal = "stacks of matrices";
  } else if (request.out[0].layout == Layout::panels) {
    return std::make_unique<IntoPanels>(request, std::move(product));
  } else if (request.in[b].layout == Layout::panels && tb) {
    return std::make_unique<TransposedPanels>(request, std::move(product));
  } else if (tb) {
    refusal = "a transposed right side in rows";
  } else {
    return std::make_unique<Forward>(request, std::move(product));
  }
  return nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_matmul;
const KernelMaker kernel_matmul{.name = "matmul", .priority = 20, .make = cpu::make};
}  // namespace glia::detail
