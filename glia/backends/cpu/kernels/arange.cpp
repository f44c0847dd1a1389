#include <string_view>

#include "glia/backends/cpu/cut.hpp"
#include "glia/graph/node.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kChunk = 32 * 1024;

class Arange : public Kernel {
 public:
  explicit Arange(const Spec& out) : count_(count_of(out.shape)), dtype_(out.dtype) {}

  std::int64_t chunks(std::int64_t n) const override { return ceil_div(count_.at(n), kChunk); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Cut cut(count_.at(args.rows), kChunk, chunk);
    dispatch(dtype_, [&](auto t) {
      for (std::int64_t i = cut.first; i < cut.last; ++i) args.output<decltype(t)>()[i] = static_cast<decltype(t)>(i);
    });
  }

 private:
  Count count_;
  DType dtype_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return std::string_view(request.node.op->name) == "arange" ? std::make_unique<Arange>(request.out[0]) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_arange;
const KernelMaker kernel_arange{.name = "arange", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
