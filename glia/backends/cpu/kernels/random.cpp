#include "glia/base/random.hpp"

#include <bit>

#include "glia/backends/cpu/cut.hpp"
#include "glia/graph/hash.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

// Multiples of 64 elements, at which the generator wastes nothing; 5 to 20 µs.
constexpr std::int64_t kWords = 8 * 1024;
constexpr std::int64_t kNormals = 2 * 1024;

class Random : public Kernel {
 public:
  explicit Random(const KernelRequest& request)
      : op_(request.node.op),
        count_(count_of(request.out[0].shape)),
        key_(std::bit_cast<std::uint64_t>(request.node.attributes.integer("key"))),
        a_chunk_(op_ == &op_random_normal ? kNormals : kWords) {
    const Attributes& a = request.node.attributes;
    if (op_ == &op_random_uniform) {
      first_ = a.real("low");
      second_ = a.real("high");
    } else if (op_ == &op_random_normal) {
      first_ = a.real("mean");
      second_ = a.real("stddev");
    } else {
      first_ = a.real("probability");
    }
  }

  std::int64_t chunks(std::int64_t n) const override { return ceil_div(count_.at(n), a_chunk_); }
  double flops(std::int64_t n) const override {
    return (op_ == &op_random_normal ? 200.0 : 40.0) * static_cast<double>(count_.at(n));
  }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Cut cut(count_.at(args.rows), a_chunk_, chunk);
    const std::uint64_t key = mix(args.input<std::uint64_t>(0)[0], key_);
    const std::uint64_t iteration = args.input<std::uint64_t>(1)[0];
    float* out = args.output() + cut.first;
    if (op_ == &op_random_uniform) {
      fill_uniform(out, cut.first, cut.size(), key, iteration, static_cast<float>(first_), static_cast<float>(second_));
    } else if (op_ == &op_random_normal) {
      fill_normal(out, cut.first, cut.size(), key, iteration, first_, second_);
    } else {
      fill_bernoulli(out, cut.first, cut.size(), key, iteration, first_);
    }
  }

 private:
  const Op* op_;
  Count count_;
  std::uint64_t key_;
  std::int64_t a_chunk_;
  double first_ = 0, second_ = 0;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  const Op* op = request.node.op;
  if (op != &op_random_uniform && op != &op_random_normal && op != &op_random_bernoulli) return nullptr;
  if (request.out[0].dtype != f32) {
    refusal = "only f32";
    return nullptr;
  }
  return std::make_unique<Random>(request);
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_random;
const KernelMaker kernel_random{.name = "random", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
