#include <cmath>

#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/row_kernels.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/probabilities.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kChunk = 8 * 1024;  // values; 5 to 10 µs

/// The loss of each row: inputs are targets and outputs, (rows) or (rows, classes) and (rows, classes).
class RowLoss : public Kernel {
 public:
  explicit RowLoss(const KernelRequest& request)
      : shape_(request.in[1].shape), from_logits_(request.node.attributes.integer("from_logits") != 0) {}

  std::int64_t chunks(std::int64_t n) const override { return ceil_div(rows(n), a_chunk(n)); }
  double flops(std::int64_t n) const override { return 20.0 * static_cast<double>(count_of(shape_).at(n)); }

 protected:
  std::int64_t classes(std::int64_t n) const { return shape_.at(n).dim(-1); }
  std::int64_t rows(std::int64_t n) const { return shape_.sub(0, shape_.rank() - 1).at(n).elements(); }
  std::int64_t a_chunk(std::int64_t n) const {
    return std::max<std::int64_t>(1, kChunk / std::max<std::int64_t>(1, classes(n)));
  }
  static double row_total(const float* row, std::int64_t count) {
    double total = 0;
    for (std::int64_t j = 0; j < count; ++j) total += static_cast<double>(row[j]);
    return total;
  }

  Shape shape_;
  bool from_logits_;
};

class Sparse : public RowLoss {
 public:
  using RowLoss::RowLoss;

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Cut cut(rows(args.rows), a_chunk(args.rows), chunk);
    const std::int64_t width = classes(args.rows);
    const auto* labels = args.input<std::int64_t>(0);
    float* loss = args.output();
    const float* x = args.input(1);
    if (from_logits_) {
      CrossEntropyOut out;
      out.loss = loss + cut.first;
      softmax_cross_entropy({x + cut.first * width, cut.size(), width, width}, labels + cut.first, out);
    }
    for (std::int64_t r = cut.first; r < cut.last; ++r) {
      if (labels[r] < 0 || labels[r] >= width) {
        args.fault->raise(Fault::label_out_of_range, r, labels[r]);
        loss[r] = 0;
      } else if (!from_logits_) {
        const float* row = x + r * width;
        const double p = static_cast<double>(row[labels[r]]) / row_total(row, width);
        loss[r] = static_cast<float>(-std::log(clipped_probability(p, f32)));
      }
    }
  }
};

class Full : public RowLoss {
 public:
  explicit Full(const KernelRequest& request) : RowLoss(request), widest_(classes(request.capacity)) {}

  std::int64_t scratch_bytes() const override { return widest_ * static_cast<std::int64_t>(sizeof(float)); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Cut cut(rows(args.rows), a_chunk(args.rows), chunk);
    const std::int64_t width = classes(args.rows);
    for (std::int64_t r = cut.first; r < cut.last; ++r) {
      const float* target = args.input(0) + r * width;
      const float* row = args.input(1) + r * width;
      double loss = 0;
      if (from_logits_) {
        auto* logs = reinterpret_cast<float*>(args.scratch);
        row_log_softmax({row, 1, width, width}, {logs, width});
        for (std::int64_t j = 0; j < width; ++j) loss -= static_cast<double>(target[j]) * static_cast<double>(logs[j]);
      } else {
        const double total = row_total(row, width);
        for (std::int64_t j = 0; j < width; ++j) {
          if (target[j] == 0.0F && total == total) continue;  // most entries of a one-hot row cost no logarithm
          loss -=
              static_cast<double>(target[j]) * std::log(clipped_probability(static_cast<double>(row[j]) / total, f32));
        }
      }
      args.output()[r] = static_cast<float>(loss);
    }
  }

 private:
  std::int64_t widest_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  const Op* op = request.node.op;
  if (op != &op_sparse_crossentropy && op != &op_crossentropy) return nullptr;
  if (request.in[1].dtype != f32) {
    refusal = "only f32";
    return nullptr;
  }
  if (op == &op_crossentropy) return std::make_unique<Full>(request);
  return std::make_unique<Sparse>(request);
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_crossentropy;
const KernelMaker kernel_crossentropy{.name = "crossentropy", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
