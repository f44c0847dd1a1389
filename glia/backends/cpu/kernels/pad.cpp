#include "glia/backends/cpu/box_copy.hpp"
#include "glia/backends/cpu/cut.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

/// A chunk is a run of indices along the first axis that is longer than 1: filled whole, then overwritten by what lies
/// inside.
class Pad : public Kernel {
 public:
  explicit Pad(const KernelRequest& request)
      : from_(request.in[0].shape),
        to_(request.out[0].shape),
        before_(request.node.attributes.integers("before")),
        value_(Array(Shape{1}, request.out[0].dtype)),
        dtype_(request.out[0].dtype) {
    value_.set(0, request.node.attributes.real("value"));
  }

  std::int64_t chunks(std::int64_t n) const override {
    const Shape to = to_.at(n);
    const std::int64_t elements = to.elements();
    return elements == 0 ? 0 : ceil_div(cut_length(to), a_chunk(to));
  }
  double flops(std::int64_t n) const override { return 2.0 * static_cast<double>(count_of(to_).at(n)); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Shape to = to_.at(args.rows);
    const Shape from = from_.at(args.rows);
    const Strides from_strides = row_major_strides(from);
    const Strides to_strides = row_major_strides(to);
    const int axis = cut_axis(to);
    const Cut cut(cut_length(to), a_chunk(to), chunk);
    const std::int64_t slab = to.elements() / cut_length(to);
    dispatch(dtype_, [&](auto t) {
      using T = decltype(t);
      T* out = args.output<T>();
      std::fill(out + cut.first * slab, out + cut.last * slab, *reinterpret_cast<const T*>(value_.raw()));
      Shape box = from;
      std::int64_t source = 0;
      std::int64_t target = 0;
      for (int i = 0; i < to.rank(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        // Along an axis of k·n, before is −k' and stands for k'·n.
        const std::int64_t before = before_[at] < 0 ? -before_[at] * args.rows : before_[at];
        std::int64_t first = 0;
        if (i == axis) {
          first = std::clamp<std::int64_t>(cut.first - before, 0, from[i]);
          box[i] = std::clamp<std::int64_t>(cut.last - before, first, from[i]) - first;
        }
        source += first * from_strides[at];
        target += (first + before) * to_strides[at];
      }
      const BoxCopy copy(box, from_strides, to_strides);
      copy.run(args.input<T>(0) + source, out + target, sizeof(T), 0, copy.elements());
    });
  }

 private:
  static int cut_axis(const Shape& to) {
    int axis = 0;
    while (axis < to.rank() && to[axis] == 1) ++axis;
    return axis;
  }
  static std::int64_t cut_length(const Shape& to) { return cut_axis(to) < to.rank() ? to[cut_axis(to)] : 1; }
  static std::int64_t a_chunk(const Shape& to) {
    return std::max<std::int64_t>(1, kCopyChunk / (to.elements() / cut_length(to)));
  }

  Shape from_, to_;
  std::vector<std::int64_t> before_;
  Array value_;
  DType dtype_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return request.node.op == &op_pad ? std::make_unique<Pad>(request) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_pad;
const KernelMaker kernel_pad{.name = "pad", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
