#include "glia/backends/cpu/epilogue.hpp"

#include <array>

#include "glia/backends/cpu/blocks.hpp"
#include "glia/passes/fuse.hpp"

namespace glia::detail::cpu {

std::unique_ptr<Epilogue> Epilogue::make(const KernelRequest& request, std::string& refusal) {
  const auto& body = body_of(request.node);
  auto out = std::make_unique<Epilogue>();
  out->program_ = TileProgram::compile(body, Numbers::real32, refusal);
  if (out->program_ == nullptr) return nullptr;
  if (out->program_->loads().size() > IndexSpace::kMaxOperands) {
    refusal = "too many operands";
    return nullptr;
  }
  out->hand_ = match_hand_fused(body, out->program_->loads());
  return out;
}

void Epilogue::block(const KernelArgs& args, const Products& products, std::int64_t row0, std::int64_t rows,
                     std::int64_t column0, std::int64_t columns, std::int64_t width, std::byte* scratch) const {
  if (width == 1 && rows <= kLongestColumn) return column(args, products, row0, rows, scratch);
  std::array<BlockOperand, IndexSpace::kMaxOperands> in;
  std::array<void*, IndexSpace::kMaxOperands> out;
  std::array<std::int64_t, IndexSpace::kMaxOperands> out_row;
  const auto& loads = program_->loads();
  for (std::size_t i = 0; i < loads.size(); ++i) {
    if (loads[i].is_product()) {
      in[i] = {products.of(loads[i].root), products.row, 1};
      continue;
    }
    const Shape& s = loads[i].shape;
    const std::int64_t row = follows_rows(s) ? 0 : s.dim(-1);  // one line for each of its rows, or one for all
    const std::int64_t column = s.rank() >= 1 && s.dim(-1) != 1 ? 1 : 0;
    const std::int64_t element = row0 * row + column0 * column;
    in[i] = {
        static_cast<const char*>(args.in[loads[i].input]) + element * static_cast<std::int64_t>(loads[i].dtype.size()),
        row, column};
  }
  for (std::size_t i = 0; i < program_->stores().size(); ++i) {
    out[i] = static_cast<char*>(args.out[i]) +
             (row0 * width + column0) * static_cast<std::int64_t>(program_->stores()[i].dtype.size());
    out_row[i] = width;
  }
  if (hand_ && hand_->run(in.data(), out.data(), out_row.data(), rows, columns)) return;
  program_->run(in.data(), out.data(), out_row.data(), rows, columns, scratch);
}

/// A matrix of one column runs as one row: its elements lie next to each other everywhere but in the products.
void Epilogue::column(const KernelArgs& args, const Products& products, std::int64_t row0, std::int64_t rows,
                      std::byte* scratch) const {
  std::array<std::array<float, kLongestColumn>, kMaxRoots> packed;
  std::array<BlockOperand, IndexSpace::kMaxOperands> in;
  std::array<void*, IndexSpace::kMaxOperands> out;
  std::array<std::int64_t, IndexSpace::kMaxOperands> out_row;
  const auto& loads = program_->loads();
  for (std::size_t i = 0; i < loads.size(); ++i) {
    const auto size = static_cast<std::int64_t>(loads[i].dtype.size());
    if (loads[i].is_product()) {
      const float* product = products.of(loads[i].root);
      float* to = packed[static_cast<std::size_t>(loads[i].root)].data();
      for (std::int64_t r = 0; r < rows; ++r) to[r] = product[r * products.row];
      in[i] = {to, rows, 1};
    } else if (!follows_rows(loads[i].shape)) {
      in[i] = {static_cast<const char*>(args.in[loads[i].input]) + row0 * size, rows, 1};
    } else {
      in[i] = {args.in[loads[i].input], 0, 0};
    }
  }
  for (std::size_t i = 0; i < program_->stores().size(); ++i) {
    out[i] = static_cast<char*>(args.out[i]) + row0 * static_cast<std::int64_t>(program_->stores()[i].dtype.size());
    out_row[i] = rows;
  }
  if (hand_ && hand_->run(in.data(), out.data(), out_row.data(), 1, rows)) return;
  program_->run(in.data(), out.data(), out_row.data(), 1, rows, scratch);
}

void Epilogue::flat(const KernelArgs& args, const float* product, std::int64_t offset, std::int64_t count,
                    std::byte* scratch) const {
  std::array<BlockOperand, IndexSpace::kMaxOperands> in;
  std::array<void*, IndexSpace::kMaxOperands> out;
  std::array<std::int64_t, IndexSpace::kMaxOperands> out_row;
  const auto& loads = program_->loads();
  for (std::size_t i = 0; i < loads.size(); ++i) {
    if (loads[i].is_product()) {
      in[i] = {product, count, 1};
    } else if (loads[i].shape.rank() == 0) {
      in[i] = {args.in[loads[i].input], 0, 0};
    } else {
      in[i] = {
          static_cast<const char*>(args.in[loads[i].input]) + offset * static_cast<std::int64_t>(loads[i].dtype.size()),
          count, 1};
    }
  }
  for (std::size_t i = 0; i < program_->stores().size(); ++i) {
    out[i] = static_cast<char*>(args.out[i]) + offset * static_cast<std::int64_t>(program_->stores()[i].dtype.size());
    out_row[i] = count;
  }
  if (hand_ && hand_->run(in.data(), out.data(), out_row.data(), 1, count)) return;
  program_->run(in.data(), out.data(), out_row.data(), 1, count, scratch);
}

}  // namespace glia::detail::cpu
