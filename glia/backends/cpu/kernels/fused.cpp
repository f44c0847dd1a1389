#include <algorithm>

#include "glia/backends/cpu/blocks.hpp"
#include "glia/backends/cpu/hand_fused.hpp"
#include "glia/base/ceil_div.hpp"
#include "glia/graph/variable_state.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kChunk = 16 * 1024;  // elements; about 10 µs of a body of ten operations

/// An elementwise body without a product.
class Fused : public Kernel {
 public:
  Fused(const KernelRequest& request, std::unique_ptr<TileProgram> program, std::unique_ptr<HandFused> hand)
      : shape_(request.out[0].shape),
        program_(std::move(program)),
        hand_(std::move(hand)),
        outputs_(request.out.size()) {
    if (request.out[0].layout == Layout::panels) {  // every operand is the same padded run of memory, or a scalar
      shape_ = Shape{storage_elements(request.out[0])};
    }
    for (const auto& load : program_->loads()) {
      shapes_.push_back(load.shape.rank() > 0 && request.out[0].layout == Layout::panels ? shape_ : load.shape);
    }
    operations_ = static_cast<double>(request.node.outputs.size() + program_->loads().size());
    full_rows_ = shape_.is_symbolic() ? request.capacity : -1;
    full_strides_.resize((program_->loads().size() + outputs_) * IndexSpace::kAxes);
    full_space_ = space_at(request.capacity, full_strides_.data());
  }

  std::int64_t chunks(std::int64_t rows) const override {
    const std::int64_t elements = count_of(shape_).at(rows);
    return elements == 0 ? 0 : std::max<std::int64_t>(1, ceil_div(elements, kChunk));
  }
  std::int64_t scratch_bytes() const override { return program_->scratch_bytes(); }
  double flops(std::int64_t rows) const override {
    return operations_ * static_cast<double>(count_of(shape_).at(rows));
  }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    // Strides for a full batch are worked out beforehand: that takes longer than a small body.
    if (full_rows_ < 0 || full_rows_ == args.rows) return run_in(full_space_, args, chunk);
    std::array<std::int64_t, IndexSpace::kMaxOperands * IndexSpace::kAxes> strides;
    run_in(space_at(args.rows, strides.data()), args, chunk);
  }

 private:
  IndexSpace space_at(std::int64_t rows, std::int64_t* strides) const {
    std::array<Shape, IndexSpace::kMaxOperands> shapes;
    const std::size_t loads = program_->loads().size();
    for (std::size_t i = 0; i < loads; ++i) shapes[i] = shapes_[i].at(rows);
    for (std::size_t i = 0; i < outputs_; ++i) shapes[loads + i] = shape_.at(rows);
    return IndexSpace(shape_.at(rows), {shapes.data(), loads + outputs_}, strides);
  }

  void run_in(const IndexSpace& space, const KernelArgs& args, std::int64_t chunk) const {
    const std::int64_t count = chunks(args.rows);
    if (space.outer() > 1) {
      walk(args, space, space.outer() * chunk / count, space.outer() * (chunk + 1) / count);
    } else if (space.rows() > 1) {
      block(args, space, 0, space.rows() * chunk / count, space.rows() * (chunk + 1) / count, 0, space.columns());
    } else {  // cut at multiples of a cache line of floats
      const std::int64_t lines = (space.columns() + 15) / 16;
      block(args, space, 0, 0, space.rows(), lines * chunk / count * 16,
            std::min(space.columns(), lines * (chunk + 1) / count * 16));
    }
  }

  void walk(const KernelArgs& args, const IndexSpace& space, std::int64_t from, std::int64_t to) const {
    for (std::int64_t o = from; o < to; ++o) block(args, space, o, 0, space.rows(), 0, space.columns());
  }

  void block(const KernelArgs& args, const IndexSpace& space, std::int64_t outer, std::int64_t row0, std::int64_t row1,
             std::int64_t column0, std::int64_t column1) const {
    if (row1 <= row0 || column1 <= column0) return;
    std::array<BlockOperand, IndexSpace::kMaxOperands> in;
    std::array<void*, IndexSpace::kMaxOperands> out;
    std::array<std::int64_t, IndexSpace::kMaxOperands> out_row;
    const auto& loads = program_->loads();
    const auto address = [&](std::size_t i, const void* base, DType dtype) {
      const std::int64_t element =
          space.offset(i, outer) + row0 * space.row_stride(i) + column0 * space.column_stride(i);
      return static_cast<const char*>(base) + element * static_cast<std::int64_t>(dtype.size());
    };
    for (std::size_t i = 0; i < loads.size(); ++i) {
      in[i] = {address(i, args.in[loads[i].input], loads[i].dtype), space.row_stride(i), space.column_stride(i)};
    }
    for (std::size_t i = 0; i < outputs_; ++i) {
      out[i] = const_cast<char*>(address(loads.size() + i, args.out[i], program_->stores()[i].dtype));
      out_row[i] = space.row_stride(loads.size() + i);
    }
    if (hand_ && hand_->run(in.data(), out.data(), out_row.data(), row1 - row0, column1 - column0)) return;
    program_->run(in.data(), out.data(), out_row.data(), row1 - row0, column1 - column0, args.scratch);
  }

  Shape shape_;
  std::vector<Shape> shapes_;
  std::unique_ptr<TileProgram> program_;
  std::unique_ptr<HandFused> hand_;
  std::size_t outputs_;
  double operations_;
  std::int64_t full_rows_ = -1;  // rows that full_space_ is for; −1 = any
  std::vector<std::int64_t> full_strides_;
  IndexSpace full_space_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  if (request.node.op != &op_fused || request.root != nullptr) return nullptr;
  const auto& body = body_of(request.node);
  const Node* first = nullptr;
  for (const Node* node : body.order()) {
    if (node->op->has(kElementwise)) first = node;
  }
  const DType dtype = request.out[0].dtype;
  const Numbers numbers = first != nullptr ? numbers_of(*first)
                          : dtype == f64   ? Numbers::real64
                          : dtype == f32   ? Numbers::real32
                                           : Numbers::integer;
  auto program = TileProgram::compile(body, numbers, refusal);
  if (program == nullptr) return nullptr;
  if (program->loads().size() + request.out.size() > IndexSpace::kMaxOperands) {
    refusal = "too many operands";
    return nullptr;
  }
  auto hand = match_hand_fused(body, program->loads());
  return std::make_unique<Fused>(request, std::move(program), std::move(hand));
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_fused;
const KernelMaker kernel_fused{.name = "fused", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
