#include <cstring>

#include "glia/backends/cpu/box_copy.hpp"
#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/gemm.hpp"
#include "glia/backends/cpu/panels.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kStrip = 512;  // columns of x that pass through 32 KB of scratch at once

/// (…, rows, columns) → (…, columns, rows) of f32; what comes in panels leaves in panels. A chunk is a strip of 16 rows
/// × some columns.
class Matrices : public Kernel {
 public:
  explicit Matrices(const KernelRequest& request)
      : shape_(request.in[0].shape),
        from_panels_(request.in[0].layout == Layout::panels),
        into_panels_(request.out[0].layout == Layout::panels) {}

  std::int64_t chunks(std::int64_t n) const override {
    const Sizes s(*this, n);
    return s.columns == 0 ? 0 : s.outer * s.strips() * s.parts();
  }
  std::int64_t scratch_bytes() const override {
    return into_panels_ ? 0 : kStrip * kPanel * static_cast<std::int64_t>(sizeof(float));
  }
  double flops(std::int64_t n) const override { return 4.0 * static_cast<double>(count_of(shape_).at(n)); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Sizes s(*this, args.rows);
    const Cut columns(s.columns, kStrip, chunk % s.parts());
    const Cut rows(s.rows, kPanel, chunk / s.parts() % s.strips());
    if (from_panels_) return from_panels(args, s, rows, columns);
    const std::int64_t matrix = chunk / s.parts() / s.strips() * s.rows * s.columns;
    const float* from = args.input(0) + matrix + rows.first * s.columns + columns.first;
    if (into_panels_) {
      return transpose_pack(from, rows.size(), columns.size(), s.columns,
                            args.output() + (rows.first * s.columns + columns.first * kPanel));
    }
    auto* strip = reinterpret_cast<float*>(args.scratch);
    transpose_pack(from, rows.size(), columns.size(), s.columns, strip);
    float* to = args.output() + matrix + columns.first * s.rows + rows.first;
    const auto bytes = static_cast<std::size_t>(rows.size()) * sizeof(float);
    for (std::int64_t c = 0; c < columns.size(); ++c) std::memcpy(to + c * s.rows, strip + c * kPanel, bytes);
  }

 private:
  struct Sizes {
    std::int64_t outer, rows, columns;
    Sizes(const Matrices& kernel, std::int64_t n) {
      const Shape shape = kernel.shape_.at(n);
      outer = shape.sub(0, shape.rank() - 2).elements();
      rows = shape.dim(-2);
      columns = shape.dim(-1);
    }
    std::int64_t strips() const { return ceil_div(rows, kPanel); }
    std::int64_t parts() const { return ceil_div(columns, kStrip); }
  };

  /// A strip crosses a panel in 256 numbers side by side.
  static void from_panels(const KernelArgs& args, const Sizes& s, const Cut& rows, const Cut& columns) {
    for (std::int64_t c = columns.first; c < columns.first + columns.size(); c += kPanel) {
      transpose_pack(args.input(0) + (c / kPanel * s.rows + rows.first) * kPanel, rows.size(),
                     std::min(kPanel, s.columns - c), kPanel, args.output() + (rows.first * s.columns + c * kPanel));
    }
  }

  Shape shape_;
  bool from_panels_, into_panels_;
};

/// Any permutation of any dtype.
class Permuted : public Kernel {
 public:
  explicit Permuted(const KernelRequest& request)
      : from_(request.in[0].shape),
        to_(request.out[0].shape),
        axes_(request.node.attributes.integers("axes")),
        size_(request.in[0].dtype.size()) {}

  std::int64_t chunks(std::int64_t n) const override { return ceil_div(count_of(to_).at(n), kCopyChunk); }
  double flops(std::int64_t n) const override { return 4.0 * static_cast<double>(count_of(to_).at(n)); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Shape to = to_.at(args.rows);
    const Strides plain = row_major_strides(from_.at(args.rows));
    Strides from{};
    for (std::size_t i = 0; i < axes_.size(); ++i) from[i] = plain[static_cast<std::size_t>(axes_[i])];
    const BoxCopy copy(to, from, row_major_strides(to));
    const Cut cut(copy.elements(), kCopyChunk, chunk);
    copy.run(args.in[0], args.out[0], size_, cut.first, cut.last);
  }

 private:
  Shape from_, to_;
  std::vector<std::int64_t> axes_;
  std::size_t size_;
};

bool swaps_last_two(const std::vector<std::int64_t>& axes) {
  const auto rank = static_cast<std::int64_t>(axes.size());
  if (rank < 2) return false;
  for (std::int64_t i = 0; i < rank - 2; ++i) {
    if (axes[static_cast<std::size_t>(i)] != i) return false;
  }
  return axes.back() == rank - 2;
}

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  if (request.node.op != &op_transpose) return nullptr;
  const bool from_panels = request.in[0].layout == Layout::panels;
  if (from_panels && (request.in[0].shape.rank() != 2 || request.out[0].layout != Layout::panels)) {
    refusal = "panels into rows";
    return nullptr;
  }
  if (request.in[0].dtype == f32 && swaps_last_two(request.node.attributes.integers("axes"))) {
    return std::make_unique<Matrices>(request);
  }
  return std::make_unique<Permuted>(request);
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_transpose;
const KernelMaker kernel_transpose{.name = "transpose", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
