#include <algorithm>

#include "glia/ops/region_ops.hpp"
#include "glia/runtime/serial_program.hpp"

namespace glia::detail::cpu {
namespace {

/// Runs one of its two branches, on one thread.
class Cond : public Kernel {
 public:
  Cond(const Node& node, std::int64_t capacity)
      : on_true_(make_plan(branch_of(node, true), capacity, -1)),
        on_false_(make_plan(branch_of(node, false), capacity, -1)),
        inputs_(node.inputs.size()),
        outputs_(node.outputs.size()) {}

  std::int64_t chunks(std::int64_t) const override { return 1; }
  std::int64_t scratch_bytes() const override { return std::max(on_true_.scratch_bytes(), on_false_.scratch_bytes()); }
  double flops(std::int64_t n) const override { return std::max(on_true_.flops(n), on_false_.flops(n)); }

  void run(const KernelArgs& args, std::int64_t) const override {
    SerialProgram::Run branch(*args.input<bool>(0) ? on_true_ : on_false_, args.scratch, args.rows, args.fault);
    for (std::size_t i = 1; i < inputs_; ++i) branch.set_parameter(i - 1, args.in[i]);
    for (std::size_t i = 0; i < outputs_; ++i) branch.set_result(i, args.out[i]);
    branch();
  }

 private:
  SerialProgram on_true_, on_false_;
  std::size_t inputs_, outputs_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return request.node.op == &op_cond ? std::make_unique<Cond>(request.node, request.capacity) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_cond;
const KernelMaker kernel_cond{.name = "cond", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
