#include "glia/backends/cpu/box_copy.hpp"
#include "glia/backends/cpu/cut.hpp"
#include "glia/ops/columns.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

class Slice : public Kernel {
 public:
  explicit Slice(const KernelRequest& request)
      : from_(request.in[0].shape),
        to_(request.out[0].shape),
        start_(request.node.attributes.integers("start")),
        step_(request.node.attributes.integers("step")),
        size_(request.in[0].dtype.size()) {
    if (request.in[0].layout != Layout::panels) return;
    const std::int64_t rows = from_[0];  // whole panels are one run of memory
    from_ = {from_.elements()};
    to_ = {to_.elements()};
    start_ = {start_[1] * rows};
    step_ = {1};
  }

  std::int64_t chunks(std::int64_t n) const override { return ceil_div(count_of(to_).at(n), kCopyChunk); }
  double flops(std::int64_t n) const override { return 2.0 * static_cast<double>(count_of(to_).at(n)); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Shape to = to_.at(args.rows);
    Strides from = row_major_strides(from_.at(args.rows));
    std::int64_t offset = 0;
    for (int i = 0; i < to.rank(); ++i) {
      const auto axis = static_cast<std::size_t>(i);
      // Along an axis of k·n, start is −k' and stands for k'·n.
      offset += from[axis] * (from_[i] < 0 ? -start_[axis] * args.rows : start_[axis]);
      from[axis] *= step_[axis];
    }
    const BoxCopy copy(to, from, row_major_strides(to));
    const Cut cut(copy.elements(), kCopyChunk, chunk);
    copy.run(args.input<char>(0) + offset * static_cast<std::int64_t>(size_), args.out[0], size_, cut.first, cut.last);
  }

 private:
  Shape from_, to_;
  std::vector<std::int64_t> start_, step_;
  std::size_t size_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  if (request.node.op != &op_slice) return nullptr;
  const Layout layout = request.in[0].layout;
  if (request.out[0].layout != layout || (layout == Layout::panels && !columns_taken(request.node))) {
    refusal = "panels that are cut or change";
    return nullptr;
  }
  return std::make_unique<Slice>(request);
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_slice;
const KernelMaker kernel_slice{.name = "slice", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
