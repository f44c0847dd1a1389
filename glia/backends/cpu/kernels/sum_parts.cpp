#include <algorithm>

#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/gemm.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/ops/conv_geometry.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kChunk = 16 * 1024;  // elements that are read: about 5 µs

/// Adds parts up in their order; the result lies in rows or in panels. A chunk is some rows of the matrix.
class SumParts : public Kernel {
 public:
  explicit SumParts(const KernelRequest& request)
      : parts_(request.in[0].shape[0]),
        rows_(matrix_rows(request.out[0].shape)),
        columns_(request.out[0].shape.dim(-1)),
        panels_(request.out[0].layout == Layout::panels),
        rows_a_chunk_(std::max<std::int64_t>(1, kChunk / std::max<std::int64_t>(1, columns_ * parts_))) {}

  std::int64_t chunks(std::int64_t) const override { return columns_ == 0 ? 0 : ceil_div(rows_, rows_a_chunk_); }
  double flops(std::int64_t) const override { return 2.0 * static_cast<double>(parts_ * rows_ * columns_); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Cut rows(rows_, rows_a_chunk_, chunk);
    for (std::int64_t r = rows.first; r < rows.last; ++r) {
      for (std::int64_t c = 0; c < columns_; c += kPanel) {
        const std::int64_t width = std::min(kPanel, columns_ - c);
        float total[kPanel];
        const float* from = args.input(0) + r * columns_ + c;
        std::copy_n(from, width, total);
        for (std::int64_t p = 1; p < parts_; ++p) {
          from += rows_ * columns_;
          for (std::int64_t j = 0; j < width; ++j) total[j] += from[j];
        }
        if (panels_) std::fill(total + width, total + kPanel, 0.0F);
        std::copy_n(total, panels_ ? kPanel : width,
                    args.output() + (panels_ ? (c / kPanel * rows_ + r) * kPanel : r * columns_ + c));
      }
    }
  }

 private:
  std::int64_t parts_, rows_, columns_;
  bool panels_;
  std::int64_t rows_a_chunk_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return request.node.op == &op_sum_parts ? std::make_unique<SumParts>(request) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_sum_parts;
const KernelMaker kernel_sum_parts{.name = "sum_parts", .priority = 20, .make = cpu::make};
}  // namespace glia::detail
