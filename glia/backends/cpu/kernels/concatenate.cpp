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
    for (const Spec& part : request.in) parts_.push_back(part.shape);
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

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return request.node.op == &op_concatenate ? std::make_unique<Concatenate>(request) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_concatenate;
const KernelMaker kernel_concatenate{.name = "concatenate", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
