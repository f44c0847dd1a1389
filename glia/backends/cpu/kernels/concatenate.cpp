#include <algorithm>

#include "glia/backends/cpu/box_copy.hpp"
#include "glia/backends/cpu/cut.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

/// The chunks of the first part come first, then those of the second, and so on.
class Concatenate : public Kernel {
 public:
  explicit Concatenate(const KernelRequest& request)
      : to_(request.out[0].shape),
        axis_(static_cast<int>(request.node.attributes.integer("axis"))),
        size_(request.out[0].dtype.size()) {
    const bool panels = request.out[0].layout == Layout::panels;  // whole ones, each part one run of memory
    for (const Spec& part : request.in) parts_.push_back(panels ? Shape{part.shape.elements()} : part.shape);
    if (!panels) return;
    to_ = {to_.elements()};
    axis_ = 0;
  }

  std::int64_t chunks(std::int64_t n) const override {
    std::int64_t total = 0;
    for (const Shape& part : parts_) total += chunks_of(part, n);
    return total;
  }
  double flops(std::int64_t n) const override { return 2.0 * static_cast<double>(count_of(to_).at(n)); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    std::size_t i = 0;
    const Strides to = row_major_strides(to_.at(args.rows));
    std::int64_t offset = 0;
    for (; chunk >= chunks_of(parts_[i], args.rows); ++i) {
      chunk -= chunks_of(parts_[i], args.rows);
      offset += parts_[i].at(args.rows)[axis_] * to[static_cast<std::size_t>(axis_)];
    }
    const Shape part = parts_[i].at(args.rows);
    const BoxCopy copy(part, row_major_strides(part), to);
    const Cut cut(copy.elements(), kCopyChunk, chunk);
    copy.run(args.in[i], args.output<char>() + offset * static_cast<std::int64_t>(size_), size_, cut.first, cut.last);
  }

 private:
  static std::int64_t chunks_of(const Shape& part, std::int64_t n) {
    return ceil_div(count_of(part).at(n), kCopyChunk);
  }

  std::vector<Shape> parts_;
  Shape to_;
  int axis_;
  std::size_t size_;
};

bool fits_panels(const KernelRequest& request) {
  const Layout layout = request.out[0].layout;
  return std::all_of(request.in.begin(), request.in.end(), [&](const Spec& part) {
    return part.layout == layout && (layout == Layout::row_major || part.shape.dim(-1) % kPanel == 0);
  });
}

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  if (request.node.op != &op_concatenate) return nullptr;
  if (!fits_panels(request)) {
    refusal = "panels that are not whole or change";
    return nullptr;
  }
  return std::make_unique<Concatenate>(request);
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_concatenate;
const KernelMaker kernel_concatenate{.name = "concatenate", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
