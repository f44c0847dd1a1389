#include <algorithm>
#include <array>
#include <cstring>

#include "glia/backends/cpu/blocks.hpp"
#include "glia/backends/cpu/cut.hpp"
#include "glia/ops/nn_ops.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kChunk = 8 * 1024;  // elements; rows lie anywhere, so a chunk mostly waits for memory

/// A body of elementwise operations on rows gathered from a data set: the rows of a chunk are copied together and
/// converted while they are in the first-level cache.
class TakeFused : public Kernel {
 public:
  TakeFused(const KernelRequest& request, const Node& gather, std::unique_ptr<TileProgram> program)
      : out_(request.out[0].shape),
        data_(static_cast<std::size_t>(gather.inputs[0].node()->attributes.integer("index"))),
        indices_(static_cast<std::size_t>(gather.inputs[1].node()->attributes.integer("index"))),
        length_(request.in[data_].shape[0]),
        data_dtype_(request.in[data_].dtype),
        index_dtype_(request.in[indices_].dtype),
        program_(std::move(program)) {
    for (int i = 1; i < out_.rank(); ++i) width_ = checked_multiply(width_, out_[i]);
  }

  std::int64_t chunks(std::int64_t rows) const override { return ceil_div(count(rows), rows_a_chunk()); }
  std::int64_t scratch_bytes() const override { return program_->scratch_bytes() + rows_a_chunk() * row_bytes() + 64; }
  double flops(std::int64_t rows) const override { return 4.0 * static_cast<double>(count(rows) * width_); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Cut cut(count(args.rows), rows_a_chunk(), chunk);
    std::byte* rows = args.scratch + program_->scratch_bytes();
    dispatch(index_dtype_, [&](auto t) {
      using Index = decltype(t);
      for (std::int64_t r = cut.first; r < cut.last; ++r) {
        auto index = static_cast<std::int64_t>(args.input<Index>(indices_)[r]);
        if (index < 0 || index >= length_) {
          args.fault->raise(Fault::index_out_of_range, r, index);
          return;
        }
        std::memcpy(rows + (r - cut.first) * row_bytes(), args.input<std::byte>(data_) + index * row_bytes(),
                    static_cast<std::size_t>(row_bytes()));
      }
    });
    convert(args, rows, cut);
  }

 private:
  std::int64_t count(std::int64_t rows) const { return out_[0] < 0 ? -out_[0] * rows : out_[0]; }
  std::int64_t rows_a_chunk() const { return std::max<std::int64_t>(1, kChunk / std::max<std::int64_t>(1, width_)); }
  std::int64_t row_bytes() const { return width_ * static_cast<std::int64_t>(data_dtype_.size()); }

  /// The gathered rows lie next to each other now, so the body runs over all of them at once.
  void convert(const KernelArgs& args, const std::byte* rows, const Cut& cut) const {
    std::array<BlockOperand, IndexSpace::kMaxOperands> in;
    std::array<void*, IndexSpace::kMaxOperands> out;
    std::array<std::int64_t, IndexSpace::kMaxOperands> out_row;
    const std::int64_t elements = cut.size() * width_;
    const auto& loads = program_->loads();
    for (std::size_t i = 0; i < loads.size(); ++i) {
      if (loads[i].is_product()) {
        in[i] = {rows, elements, 1};
      } else {
        in[i] = {args.in[loads[i].input], 0, 0};
      }
    }
    for (std::size_t i = 0; i < program_->stores().size(); ++i) {
      const auto size = static_cast<std::int64_t>(program_->stores()[i].dtype.size());
      out[i] = static_cast<char*>(args.out[i]) + cut.first * width_ * size;
      out_row[i] = elements;
    }
    program_->run(in.data(), out.data(), out_row.data(), 1, elements, args.scratch);
  }

  Shape out_;
  std::size_t data_, indices_;
  std::int64_t length_;
  std::int64_t width_ = 1;
  DType data_dtype_, index_dtype_;
  std::unique_ptr<TileProgram> program_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  const Node* gather = request.root;
  if (request.node.op != &op_fused || gather == nullptr || gather->op != &op_take) return nullptr;
  auto program = TileProgram::compile(body_of(request.node), Numbers::real32, refusal);
  if (program == nullptr) return nullptr;
  const auto index = static_cast<std::size_t>(gather->inputs[0].node()->attributes.integer("index"));
  const Shape& data = request.in[index].shape;
  if (data.is_symbolic() || request.out[0].shape.sub(1, request.out[0].shape.rank()).is_symbolic()) {
    refusal = "rows that depend on the batch";
    return nullptr;
  }
  return std::make_unique<TakeFused>(request, *gather, std::move(program));
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_take_fused;
const KernelMaker kernel_take_fused{.name = "take_fused", .priority = 15, .make = cpu::make};
}  // namespace glia::detail
