#include "glia/passes/layout.hpp"
#include "glia/runtime/copy_kernel.hpp"

namespace glia::detail::cpu {
namespace {

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return request.node.op == &op_unpack ? make_copy_kernel(request.in[0], request.out[0]) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_unpack;
const KernelMaker kernel_unpack{.name = "unpack", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
