#include "glia/backends/cpu/cut.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kChunk = 32 * 1024;  // values written; 5 to 10 µs

class OneHot : public Kernel {
 public:
  explicit OneHot(const KernelRequest& request)
      : labels_(request.in[0]), classes_(request.node.attributes.integer("classes")), dtype_(request.out[0].dtype) {}

  std::int64_t chunks(std::int64_t n) const override { return ceil_div(count_of(labels_.shape).at(n), a_chunk()); }
  double flops(std::int64_t n) const override { return static_cast<double>(count_of(labels_.shape).at(n) * classes_); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Cut cut(count_of(labels_.shape).at(args.rows), a_chunk(), chunk);
    dispatch(labels_.dtype, [&](auto l) {
      dispatch(dtype_, [&](auto t) {
        using T = decltype(t);
        T* out = args.output<T>();
        std::fill(out + cut.first * classes_, out + cut.last * classes_, T{});
        for (std::int64_t r = cut.first; r < cut.last; ++r) {
          const auto label = static_cast<std::int64_t>(args.input<decltype(l)>(0)[r]);
          if (label >= 0 && label < classes_) out[r * classes_ + label] = T{1};
        }
      });
    });
  }

 private:
  std::int64_t a_chunk() const { return std::max<std::int64_t>(1, kChunk / classes_); }

  Spec labels_;
  std::int64_t classes_;
  DType dtype_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return request.node.op == &op_one_hot ? std::make_unique<OneHot>(request) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_one_hot;
const KernelMaker kernel_one_hot{.name = "one_hot", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
