#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/row_kernels.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kChunk = 8 * 1024;  // values; 5 to 10 µs

/// softmax, log_softmax and logsumexp along the last axis.
class RowFunction : public Kernel {
 public:
  explicit RowFunction(const KernelRequest& request) : op_(request.node.op), shape_(request.in[0].shape) {}

  std::int64_t chunks(std::int64_t n) const override { return ceil_div(rows(n), a_chunk(n)); }
  double flops(std::int64_t n) const override { return 20.0 * static_cast<double>(count_of(shape_).at(n)); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Cut cut(rows(args.rows), a_chunk(args.rows), chunk);
    const std::int64_t width = columns(args.rows);
    const Rows x{args.input(0) + cut.first * width, cut.size(), width, width};
    if (op_ == &op_logsumexp) return row_log_sum_exp(x, args.output() + cut.first);
    const RowsOut out{args.output() + cut.first * width, width};
    op_ == &op_softmax ? row_softmax(x, out) : row_log_softmax(x, out);
  }

 private:
  std::int64_t columns(std::int64_t n) const { return shape_.at(n).dim(-1); }
  std::int64_t rows(std::int64_t n) const { return shape_.sub(0, shape_.rank() - 1).at(n).elements(); }
  std::int64_t a_chunk(std::int64_t n) const {
    return std::max<std::int64_t>(1, kChunk / std::max<std::int64_t>(1, columns(n)));
  }

  const Op* op_;
  Shape shape_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  const Op* op = request.node.op;
  if (op != &op_softmax && op != &op_log_softmax && op != &op_logsumexp) return nullptr;
  if (request.in[0].dtype != f32) {
    refusal = "only f32";
    return nullptr;
  }
  return std::make_unique<RowFunction>(request);
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_softmax;
const KernelMaker kernel_softmax{.name = "softmax", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
