#include "glia/ops/nn_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

class CountElements : public Kernel {
 public:
  explicit CountElements(const KernelRequest& request) {
    std::vector<std::int64_t> dims;
    for (const std::int64_t axis : request.node.attributes.integers("axes"))
      dims.push_back(request.in[0].shape[static_cast<int>(axis)]);
    count_ = count_of(dims);
  }

  std::int64_t chunks(std::int64_t) const override { return 1; }
  void run(const KernelArgs& args, std::int64_t) const override {
    args.output()[0] = static_cast<float>(count_.at(args.rows));
  }

 private:
  Count count_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return request.node.op == &op_count ? std::make_unique<CountElements>(request) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_count;
const KernelMaker kernel_count{.name = "count", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
