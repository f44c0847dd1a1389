#include <cstring>

#include "glia/backends/cpu/cut.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kChunkBytes = 64 * 1024;
constexpr std::int64_t kChunkRows = 4 * 1024;

/// out[o, i, :] = x[o, indices[i], :], whole rows at a time.
class Take : public Kernel {
 public:
  explicit Take(const KernelRequest& request)
      : x_(request.in[0]),
        indices_(request.in[1]),
        axis_(static_cast<int>(request.node.attributes.integer("axis"))),
        size_(static_cast<std::int64_t>(request.in[0].dtype.size())) {}

  std::int64_t chunks(std::int64_t n) const override {
    const Sizes s(*this, n);
    return ceil_div(s.outer * s.indices, s.a_chunk);
  }
  double flops(std::int64_t n) const override {
    const Sizes s(*this, n);
    return static_cast<double>(s.outer * s.indices) * static_cast<double>(20 + s.row);
  }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    dispatch(indices_.dtype, [&](auto t) {
      using Index = decltype(t);
      const Sizes s(*this, args.rows);
      const Cut cut(s.outer * s.indices, s.a_chunk, chunk);
      const auto row = static_cast<std::size_t>(s.row);
      char* to = args.output<char>() + cut.first * s.row;
      for (std::int64_t r = cut.first; r < cut.last; ++r, to += s.row) {
        const std::int64_t i = r % s.indices;
        const auto index = static_cast<std::int64_t>(args.input<Index>(1)[i]);
        if (index < 0 || index >= s.length) {
          args.fault->raise(Fault::index_out_of_range, i, index);
          std::memset(to, 0, row);
        } else {
          std::memcpy(to, args.input<char>(0) + (r / s.indices * s.length + index) * s.row, row);
        }
      }
    });
  }

 private:
  struct Sizes {
    std::int64_t outer, length, indices, row, a_chunk;  // row in bytes
    Sizes(const Take& kernel, std::int64_t n) {
      const Shape x = kernel.x_.shape.at(n);
      outer = x.sub(0, kernel.axis_).elements();
      length = x[kernel.axis_];
      indices = kernel.indices_.shape.at(n).elements();
      row = x.sub(kernel.axis_ + 1, x.rank()).elements() * kernel.size_;
      a_chunk = std::clamp<std::int64_t>(kChunkBytes / std::max<std::int64_t>(1, row), 1, kChunkRows);
    }
  };

  Spec x_, indices_;
  int axis_;
  std::int64_t size_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return request.node.op == &op_take ? std::make_unique<Take>(request) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_take;
const KernelMaker kernel_take{.name = "take", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
