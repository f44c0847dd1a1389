#include <algorithm>

#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/gemm.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/ops/conv_geometry.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

/// A matrix of the last axis in rows or panels.
struct Place {
  std::int64_t row, panel;  // floats from row to row, and from panel to panel
  Place(const Spec& spec)   // NOLINT
      : row(spec.layout == Layout::panels ? kPanel : spec.shape.dim(-1)),
        panel(spec.layout == Layout::panels ? matrix_rows(spec.shape) * kPanel : kPanel) {}
  std::int64_t at(std::int64_t r, std::int64_t column) const {
    return column / kPanel * panel + r * row + column % kPanel;
  }
};

/// Kernel (k…, i / groups, c) → (k…, c / groups, i), from and to rows or panels. A chunk is one tap.
class Swap : public Kernel {
 public:
  explicit Swap(const KernelRequest& request)
      : groups_(request.node.attributes.integer("groups")),
        inputs_(request.in[0].shape.dim(-2)),
        outputs_(request.out[0].shape.dim(-2)),
        taps_(request.in[0].shape.sub(0, request.in[0].shape.rank() - 2).elements()),
        from_(request.in[0]),
        to_(request.out[0]),
        padded_(request.out[0].layout == Layout::panels) {}

  std::int64_t chunks(std::int64_t) const override { return taps_; }
  double flops(std::int64_t) const override { return 4.0 * static_cast<double>(taps_ * inputs_ * outputs_ * groups_); }

  void run(const KernelArgs& args, std::int64_t tap) const override {
    const float* from = args.input(0);
    float* to = args.output();
    const std::int64_t columns = inputs_ * groups_;
    for (std::int64_t o = 0; o < outputs_; ++o) {
      for (std::int64_t column = 0; column < columns; ++column) {
        const std::int64_t group = column / inputs_;
        to[to_.at(tap * outputs_ + o, column)] = from[from_.at(tap * inputs_ + column % inputs_, group * outputs_ + o)];
      }
      if (!padded_ || columns % kPanel == 0) continue;
      float* last = to + to_.at(tap * outputs_ + o, columns / kPanel * kPanel);
      std::fill(last + columns % kPanel, last + kPanel, 0.0F);
    }
  }

 private:
  std::int64_t groups_, inputs_, outputs_, taps_;
  Place from_, to_;
  bool padded_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return request.node.op == &op_conv_swap ? std::make_unique<Swap>(request) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_conv_swap;
const KernelMaker kernel_conv_swap{.name = "conv_swap", .priority = 20, .make = cpu::make};
}  // namespace glia::detail
