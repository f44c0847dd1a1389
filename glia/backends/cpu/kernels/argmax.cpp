#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/row_kernels.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kChunk = 16 * 1024;  // values; 5 to 20 µs

class Argmax : public Kernel {
 public:
  explicit Argmax(const KernelRequest& request)
      : shape_(request.in[0].shape),
        axis_(static_cast<int>(request.node.attributes.integer("axis"))),
        dtype_(request.in[0].dtype) {}

  std::int64_t chunks(std::int64_t rows) const override {
    const Sizes s(*this, rows);
    return ceil_div(s.outputs, s.a_chunk);
  }
  double flops(std::int64_t rows) const override { return static_cast<double>(count_of(shape_).at(rows)); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Sizes s(*this, args.rows);
    const Cut cut(s.outputs, s.a_chunk, chunk);
    auto* out = args.output<std::int64_t>();
    if (s.length == 0) {
      args.fault->raise(Fault::index_out_of_range, cut.first, 0);
      std::fill(out + cut.first, out + cut.last, 0);
    } else if (dtype_ == f32 && s.inner == 1) {
      row_argmax({args.input(0) + cut.first * s.length, cut.size(), s.length, s.length}, out + cut.first);
    } else {
      dispatch(dtype_, [&](auto t) { find(args.input<decltype(t)>(0), out, s, cut); });
    }
  }

 private:
  struct Sizes {
    std::int64_t outputs, length, inner, a_chunk;
    Sizes(const Argmax& kernel, std::int64_t rows) {
      const Shape shape = kernel.shape_.at(rows);
      length = shape[kernel.axis_];
      inner = shape.sub(kernel.axis_ + 1, shape.rank()).elements();
      outputs = shape.sub(0, kernel.axis_).elements() * inner;
      a_chunk = std::max<std::int64_t>(1, kChunk / std::max<std::int64_t>(1, length));
    }
  };

  template <class T>
  static void find(const T* x, std::int64_t* out, const Sizes& s, const Cut& cut) {
    for (std::int64_t o = cut.first; o < cut.last; ++o) {
      const T* line = x + o / s.inner * s.length * s.inner + o % s.inner;
      std::int64_t best = 0;
      for (std::int64_t i = 1; i < s.length; ++i) {
        const T value = line[i * s.inner];
        const T top = line[best * s.inner];
        if (value > top || (value != value && top == top)) best = i;  // the first NaN wins
      }
      out[o] = best;
    }
  }

  Shape shape_;
  int axis_;
  DType dtype_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return request.node.op == &op_argmax ? std::make_unique<Argmax>(request) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_argmax;
const KernelMaker kernel_argmax{.name = "argmax", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
