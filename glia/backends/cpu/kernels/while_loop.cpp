#include <algorithm>
#include <cstring>

#include "glia/base/error.hpp"
#include "glia/ops/region_ops.hpp"
#include "glia/runtime/serial_program.hpp"

namespace glia::detail::cpu {
namespace {

/// Condition and step in turn, on one thread. The vars take turns between the outputs and a second place.
class WhileLoop : public Kernel {
 public:
  WhileLoop(const Node& node, std::int64_t capacity)
      : condition_(make_plan(condition_of(node), capacity, -1)),
        step_(make_plan(step_of(node), capacity, -1)),
        most_(node.attributes.integer("maximum_iterations")),
        inputs_(node.inputs.size()) {
    for (const Spec& s : node.outputs) {
      shapes_.push_back(s);
      offsets_.push_back(vars_bytes_);
      vars_bytes_ = checked_add(vars_bytes_, checked_multiply(checked_add(bytes(s, capacity), 63) / 64, 64));
    }
  }

  std::int64_t chunks(std::int64_t) const override { return 1; }
  std::int64_t scratch_bytes() const override { return program_bytes() + vars_bytes_ + 64; }
  double flops(std::int64_t n) const override {
    return static_cast<double>(std::max<std::int64_t>(most_, 1)) * (condition_.flops(n) + step_.flops(n));
  }

  void run(const KernelArgs& args, std::int64_t) const override {
    std::byte* second = args.scratch + program_bytes();
    std::byte* answer = second + vars_bytes_;
    const std::size_t vars = shapes_.size();
    const auto place = [&](std::size_t v, bool in_outputs) -> void* {
      return in_outputs ? args.out[v] : static_cast<void*>(second + offsets_[v]);
    };
    bool in_outputs = true;
    for (std::size_t v = 0; v < vars; ++v)
      std::memcpy(args.out[v], args.in[v], static_cast<std::size_t>(bytes(shapes_[v], args.rows)));
    for (std::int64_t i = 0; (most_ < 0 || i < most_) && !args.fault->raised(); ++i) {
      const auto bind = [&](SerialProgram::Run& run) {
        for (std::size_t p = 0; p < inputs_; ++p) run.set_parameter(p, p < vars ? place(p, in_outputs) : args.in[p]);
      };
      SerialProgram::Run condition(condition_, args.scratch, args.rows, args.fault);
      bind(condition);
      condition.set_result(0, answer);
      condition();
      if (!*reinterpret_cast<const bool*>(answer)) break;
      SerialProgram::Run step(step_, args.scratch, args.rows, args.fault);
      bind(step);
      for (std::size_t v = 0; v < vars; ++v) step.set_result(v, place(v, !in_outputs));
      step();
      in_outputs = !in_outputs;
    }
    for (std::size_t v = 0; v < vars && !in_outputs; ++v)
      std::memcpy(args.out[v], place(v, false), static_cast<std::size_t>(bytes(shapes_[v], args.rows)));
  }

 private:
  static std::int64_t bytes(const Spec& s, std::int64_t rows) {
    return checked_multiply(count_of(s.shape).at(rows), static_cast<std::int64_t>(s.dtype.size()));
  }
  std::int64_t program_bytes() const { return std::max(condition_.scratch_bytes(), step_.scratch_bytes()); }

  SerialProgram condition_, step_;
  std::int64_t most_;
  std::size_t inputs_;
  std::vector<Spec> shapes_;
  std::vector<std::int64_t> offsets_;
  std::int64_t vars_bytes_ = 0;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string&) {
  return request.node.op == &op_while_loop ? std::make_unique<WhileLoop>(request.node, request.capacity) : nullptr;
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_while_loop;
const KernelMaker kernel_while_loop{.name = "while_loop", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
