#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/epilogue.hpp"
#include "glia/backends/cpu/gemm.hpp"
#include "glia/backends/cpu/matrices.hpp"
#include "glia/backends/cpu/panels.hpp"
#include "glia/backends/cpu/product_request.hpp"
#include "glia/ops/precision.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kRows = 128;              // rows of a chunk
constexpr std::int64_t kPackFloats = 32 * 1024;  // of the right side, packed: half of a second-level cache of 256 KB
constexpr std::int64_t kProductFloats = 8192;    // an epilogue finds its product in the first-level cache
constexpr std::int64_t kSmall = 1 << 18;         // multiplications of a chunk: 5 µs

/// Row-major products that kernel `matmul` does not take: stacks of matrices, and right sides that are transposed. A
/// chunk is a run of matrices if they are small, else rows × panels of one.
class Stack : public Kernel {
 public:
  Stack(const KernelRequest& request, const Node& matmul, std::size_t a, std::size_t b,
        std::unique_ptr<Epilogue> epilogue)
      : out_(request.out[0].shape),
        a_shape_(request.in[a].shape),
        b_shape_(request.in[b].shape),
        a_(a),
        b_(b),
        transpose_a_(matmul.attributes.integer("transpose_a") != 0),
        transpose_b_(matmul.attributes.integer("transpose_b") != 0),
        bf16_(rounds_to_bf16(matmul.attributes)),
        epilogue_(std::move(epilogue)) {
    if (transpose_b_) pack_floats_ = std::max(kPackFloats, matrices(request.capacity).depth * kPanel);
  }

  std::int64_t chunks(std::int64_t n) const override {
    const Matrices m = matrices(n);
    if (m.count * m.rows * m.columns == 0) return 0;
    const Cuts c(*this, m);
    return c.matrix_a_chunk > 1 ? ceil_div(m.count, c.matrix_a_chunk) : m.count * c.row_parts * c.panel_parts;
  }
  std::int64_t scratch_bytes() const override {
    return (pack_floats_ + (epilogue_ ? kProductFloats : 0)) * static_cast<std::int64_t>(sizeof(float)) +
           (epilogue_ ? epilogue_->scratch_bytes() : 0);
  }
  double flops(std::int64_t n) const override {
    const Matrices m = matrices(n);
    return 2.0 * static_cast<double>(m.count * m.rows) * static_cast<double>(m.columns * m.depth);
  }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Matrices m = matrices(args.rows);
    const Cuts c(*this, m);
    const std::int64_t parts = c.row_parts * c.panel_parts;
    const Cut stack(m.count, c.matrix_a_chunk, c.matrix_a_chunk > 1 ? chunk : chunk / parts);
    for (std::int64_t i = stack.first; i < stack.last; ++i) {
      const std::int64_t first = c.matrix_a_chunk > 1 ? 0 : chunk % parts;
      const std::int64_t last = c.matrix_a_chunk > 1 ? parts : first + 1;
      for (std::int64_t p = first; p < last; ++p) {
        block(args, m, i, Cut(m.rows, c.rows, p / c.panel_parts),
              Cut(ceil_div(m.columns, kPanel), c.panels, p % c.panel_parts));
      }
    }
  }

 private:
  struct Cuts {
    std::int64_t rows, panels, row_parts, panel_parts, matrix_a_chunk;
    Cuts(const Stack& kernel, const Matrices& m) {
      const std::int64_t all = ceil_div(m.columns, kPanel);
      rows = std::min(m.rows, kRows);
      panels = std::max<std::int64_t>(2, kSmall / std::max<std::int64_t>(1, rows * m.depth * kPanel));
      if (kernel.transpose_b_) panels = std::min(panels, kPackFloats / kPanel / std::max<std::int64_t>(1, m.depth));
      if (kernel.epilogue_) panels = std::min(panels, kProductFloats / kPanel / rows);
      panels = std::clamp<std::int64_t>(panels, 1, all);
      row_parts = ceil_div(m.rows, rows);
      panel_parts = ceil_div(all, panels);
      matrix_a_chunk = std::max<std::int64_t>(1, kSmall / std::max<std::int64_t>(1, m.rows * m.columns * m.depth));
    }
  };

  Matrices matrices(std::int64_t n) const { return Matrices(out_.at(n), a_shape_.at(n), b_shape_.at(n), transpose_a_); }

  void block(const KernelArgs& args, const Matrices& m, std::int64_t index, const Cut& rows, const Cut& panels) const {
    const std::int64_t column0 = panels.first * kPanel;
    const std::int64_t columns = std::min(m.columns - column0, panels.size() * kPanel);
    auto* pack = reinterpret_cast<float*>(args.scratch);
    GemmTile tile;
    tile.bf16 = bf16_;
    tile.a_row = transpose_a_ ? 1 : m.depth;
    tile.a_col = transpose_a_ ? m.rows : 1;
    tile.a = args.input(a_) + m.matrix_of(index, m.a) * m.rows * m.depth + rows.first * tile.a_row;
    const float* b = args.input(b_) + m.matrix_of(index, m.b) * m.depth * m.columns;
    if (transpose_b_) {
      transpose_pack(b + column0 * m.depth, columns, m.depth, m.depth, pack);
      tile.b = pack;
      tile.b_row = kPanel;
      tile.b_panel = m.depth * kPanel;
    } else {
      tile.b = b + column0;
      tile.b_row = m.columns;
      tile.b_panel = kPanel;
      tile.b_columns = columns;
    }
    tile.rows = rows.size();
    tile.panels = panels.size();
    tile.depth = m.depth;
    tile.c_panel = kPanel;
    if (epilogue_ == nullptr) {
      tile.c = args.output() + (index * m.rows + rows.first) * m.columns + column0;
      tile.c_row = m.columns;
      tile.c_columns = columns;
      gemm(tile);
      return;
    }
    tile.c = pack + pack_floats_;
    tile.c_row = panels.size() * kPanel;
    gemm(tile);
    epilogue_->block(args, {tile.c, tile.c_row}, rows.first, rows.size(), column0, columns, m.columns,
                     reinterpret_cast<std::byte*>(tile.c + kProductFloats));
  }

  Shape out_, a_shape_, b_shape_;
  std::size_t a_, b_;
  bool transpose_a_, transpose_b_, bf16_;
  std::unique_ptr<Epilogue> epilogue_;
  std::int64_t pack_floats_ = 0;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  ProductRequest product = product_request(request, refusal);
  if (product.matmul == nullptr) return nullptr;
  auto& [matmul, sides, epilogue] = product;
  const auto [a, b] = sides.front();
  if (request.in[a].layout != Layout::row_major || request.in[b].layout != Layout::row_major ||
      request.out[0].layout != Layout::row_major) {
    refusal = "panels";
  } else if (sides.size() > 1) {
    refusal = "several products";
  } else {
    return std::make_unique<Stack>(request, *matmul, a, b, std::move(epilogue));
  }
  return nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_matmul_stack;
const KernelMaker kernel_matmul_stack{.name = "matmul_stack", .priority = 15, .make = cpu::make};
}  // namespace glia::detail
