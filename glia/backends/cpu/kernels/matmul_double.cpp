#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/matrices.hpp"
#include "glia/ops/nn_ops.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kColumns = 256;    // of the right side at once: 2 KB a row
constexpr std::int64_t kSmall = 1 << 14;  // multiplications of a chunk: about 10 µs

/// f64 products of stacks of matrices: each element is one chain of additions over the depth. A chunk is a run of rows
/// of the result.
class Double : public Kernel {
 public:
  explicit Double(const KernelRequest& request)
      : out_(request.out[0].shape),
        a_(request.in[0].shape),
        b_(request.in[1].shape),
        transpose_a_(request.node.attributes.integer("transpose_a") != 0),
        transpose_b_(request.node.attributes.integer("transpose_b") != 0) {}

  std::int64_t chunks(std::int64_t n) const override {
    const Matrices m = matrices(n);
    return m.columns == 0 ? 0 : ceil_div(m.count * m.rows, a_chunk(m));
  }
  double flops(std::int64_t n) const override {
    const Matrices m = matrices(n);
    return 20.0 * static_cast<double>(m.count * m.rows) * static_cast<double>(m.columns * m.depth);
  }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Matrices m = matrices(args.rows);
    const Cut cut(m.count * m.rows, a_chunk(m), chunk);
    for (std::int64_t r = cut.first; r < cut.last; ++r) {
      const std::int64_t index = r / m.rows;
      const std::int64_t i = r % m.rows;
      const double* a =
          args.input<double>(0) + m.matrix_of(index, m.a) * m.rows * m.depth + (transpose_a_ ? i : i * m.depth);
      const double* b = args.input<double>(1) + m.matrix_of(index, m.b) * m.depth * m.columns;
      transpose_b_ ? dots(m, a, b, args.output<double>() + r * m.columns)
                   : sums(m, a, b, args.output<double>() + r * m.columns);
    }
  }

 private:
  Matrices matrices(std::int64_t n) const { return Matrices(out_.at(n), a_.at(n), b_.at(n), transpose_a_); }
  static std::int64_t a_chunk(const Matrices& m) {
    return std::max<std::int64_t>(1, kSmall / std::max<std::int64_t>(1, m.columns * m.depth));
  }
  std::int64_t a_step(const Matrices& m) const { return transpose_a_ ? m.rows : 1; }

  void sums(const Matrices& m, const double* a, const double* b, double* out) const {
    for (std::int64_t from = 0; from < m.columns; from += kColumns) {
      const std::int64_t width = std::min(kColumns, m.columns - from);
      std::fill_n(out + from, width, 0.0);
      for (std::int64_t k = 0; k < m.depth; ++k) {
        const double factor = a[k * a_step(m)];
        const double* row = b + k * m.columns + from;
        for (std::int64_t j = 0; j < width; ++j) out[from + j] += factor * row[j];
      }
    }
  }

  void dots(const Matrices& m, const double* a, const double* b, double* out) const {
    for (std::int64_t j = 0; j < m.columns; ++j) {
      double total = 0;
      for (std::int64_t k = 0; k < m.depth; ++k) total += a[k * a_step(m)] * b[j * m.depth + k];
      out[j] = total;
    }
  }

  Shape out_, a_, b_;
  bool transpose_a_, transpose_b_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  if (request.node.op != &op_matmul || request.in[0].dtype != f64) return nullptr;
  return std::make_unique<Double>(request);
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_matmul_double;
const KernelMaker kernel_matmul_double{.name = "matmul_double", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
