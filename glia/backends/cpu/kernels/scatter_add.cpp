#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/epilogue.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kChunk = 32 * 1024;  // values cleared, and added at most on average; 10 to 20 µs
constexpr std::int64_t kPiece = 8 * 1024;   // values that pass through the first-level cache with what hangs on them

/// Where a body's node, or the node itself, has its operands.
std::size_t operand(const KernelRequest& request, std::size_t i) {
  if (request.root == &request.node) return i;
  return static_cast<std::size_t>(request.root->inputs[i].node()->attributes.integer("index"));
}

std::int64_t in_lines(std::int64_t bytes) { return ceil_div(bytes, 64) * 64; }

struct Sizes {
  std::int64_t rows, columns, indices, rows_a_chunk, columns_a_chunk;
  Sizes(const Shape& shape, const Shape& indices_shape, std::int64_t chunk)
      : rows(shape[0]), columns(shape.sub(1, shape.rank()).elements()), indices(indices_shape.elements()) {
    rows_a_chunk = std::max<std::int64_t>(1, chunk / std::max<std::int64_t>(1, columns));
    // Few rows that get many updates are cut along their columns too, at cache lines.
    const std::int64_t updates =
        std::max<std::int64_t>(1, indices / std::max<std::int64_t>(1, ceil_div(rows, rows_a_chunk)));
    columns_a_chunk = std::clamp<std::int64_t>(kChunk / updates / 16 * 16, 16, std::max<std::int64_t>(16, columns));
  }
  std::int64_t chunks() const {
    return rows * columns == 0 ? 0 : ceil_div(rows, rows_a_chunk) * ceil_div(columns, columns_a_chunk);
  }
  double flops() const { return static_cast<double>(rows + indices) * static_cast<double>(columns); }
  Cut rows_of(std::int64_t chunk) const { return {rows, rows_a_chunk, chunk / ceil_div(columns, columns_a_chunk)}; }
  Cut columns_of(std::int64_t chunk) const {
    return {columns, columns_a_chunk, chunk % ceil_div(columns, columns_a_chunk)};
  }
};

template <class T>
void add_row(const T* from, std::int64_t columns, T* to) {
  for (std::int64_t j = 0; j < columns; ++j) to[j] = static_cast<T>(to[j] + from[j]);
}

/// out = 0, then out[indices[i], :] += updates[i, :] in the order of i. A chunk owns some rows × some columns of the
/// result and reads all indices: each value is added by one thread, in one order.
class ScatterAdd : public Kernel {
 public:
  explicit ScatterAdd(const KernelRequest& request)
      : indices_(request.in[0]), shape_(request.out[0].shape), dtype_(request.out[0].dtype) {}

  std::int64_t chunks(std::int64_t n) const override { return sizes(n).chunks(); }
  double flops(std::int64_t n) const override { return sizes(n).flops(); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Sizes s = sizes(args.rows);
    dispatch(indices_.dtype, [&](auto index) {
      dispatch(dtype_, [&](auto value) {
        if constexpr (!std::is_same_v<decltype(value), bool>) add<decltype(index), decltype(value)>(args, s, chunk);
      });
    });
  }

 private:
  Sizes sizes(std::int64_t n) const { return {shape_.at(n), indices_.shape.at(n), kChunk}; }

  template <class Index, class T>
  static void add(const KernelArgs& args, const Sizes& s, std::int64_t chunk) {
    const Cut rows = s.rows_of(chunk), columns = s.columns_of(chunk);
    T* out = args.output<T>();
    for (std::int64_t r = rows.first; r < rows.last; ++r) {
      std::fill(out + r * s.columns + columns.first, out + r * s.columns + columns.last, T{});
    }
    for (std::int64_t i = 0; i < s.indices; ++i) {
      const auto row = static_cast<std::int64_t>(args.input<Index>(0)[i]);
      if (row < rows.first || row >= rows.last) {
        if (chunk == 0 && (row < 0 || row >= s.rows)) args.fault->raise(Fault::index_out_of_range, i, row);
        continue;
      }
      add_row(args.input<T>(1) + i * s.columns + columns.first, columns.size(), out + row * s.columns + columns.first);
    }
  }

  Spec indices_;
  Shape shape_;
  DType dtype_;
};

/// The sum of rows of f32 and what hangs on it, as an optimizer on the gradient of an embedding, which so never stands
/// in memory. Rows without an index stay zero from one piece to the next.
class ScatterAddFused : public Kernel {
 public:
  ScatterAddFused(const KernelRequest& request, std::unique_ptr<Epilogue> epilogue)
      : indices_at_(operand(request, 0)),
        updates_at_(operand(request, 1)),
        indices_(request.in[indices_at_]),
        shape_(request.root->outputs[0].shape),
        capacity_(request.capacity),
        epilogue_(std::move(epilogue)) {}

  std::int64_t chunks(std::int64_t n) const override { return sizes(n).chunks(); }
  double flops(std::int64_t n) const override { return 4 * sizes(n).flops(); }
  std::int64_t scratch_bytes() const override { return epilogue_bytes() + piece_bytes() + hit_bytes(); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    dispatch(indices_.dtype, [&](auto index) { add<decltype(index)>(args, sizes(args.rows), chunk); });
  }

 private:
  Sizes sizes(std::int64_t n) const { return {shape_, indices_.shape.at(n), 2 * kChunk}; }
  std::int64_t rows_a_piece() const { return std::max<std::int64_t>(1, kPiece / std::max<std::int64_t>(1, shape_[1])); }
  std::int64_t epilogue_bytes() const { return in_lines(epilogue_->scratch_bytes()); }
  std::int64_t piece_bytes() const {
    return in_lines(rows_a_piece() * shape_[1] * static_cast<std::int64_t>(sizeof(float)));
  }
  std::int64_t hit_bytes() const {
    return in_lines(sizes(capacity_).indices * static_cast<std::int64_t>(sizeof(std::int64_t)));
  }

  template <class Index>
  void add(const KernelArgs& args, const Sizes& s, std::int64_t chunk) const {
    const Cut rows = s.rows_of(chunk), columns = s.columns_of(chunk);
    const std::int64_t width = columns.size();
    const auto* indices = args.input<Index>(indices_at_);
    auto* piece = reinterpret_cast<float*>(args.scratch + epilogue_bytes());
    auto* hits = reinterpret_cast<std::int64_t*>(args.scratch + epilogue_bytes() + piece_bytes());
    // All indices are seen before anything is written: what hangs here may change a variable.
    std::int64_t count = 0;
    for (std::int64_t i = 0; i < s.indices; ++i) {
      const auto row = static_cast<std::int64_t>(indices[i]);
      if (row < 0 || row >= s.rows) return args.fault->raise(Fault::index_out_of_range, i, row);
      hits[count] = i;
      count += row >= rows.first && row < rows.last ? 1 : 0;
    }
    const std::int64_t length = rows_a_piece();
    std::fill_n(piece, std::min(length, rows.size()) * width, 0.0F);
    for (std::int64_t first = rows.first; first < rows.last; first += length) {
      const std::int64_t size = std::min(length, rows.last - first);
      const auto each_hit = [&](const auto& visit) {
        for (std::int64_t h = 0; h < count; ++h) {
          const std::int64_t row = static_cast<std::int64_t>(indices[hits[h]]) - first;
          if (row >= 0 && row < size) visit(hits[h], piece + row * width);
        }
      };
      each_hit([&](std::int64_t i, float* to) {
        add_row(args.input(updates_at_) + i * s.columns + columns.first, width, to);
      });
      epilogue_->block(args, {piece, width}, first, size, columns.first, width, s.columns, args.scratch);
      each_hit([&](std::int64_t, float* row) { std::fill_n(row, width, 0.0F); });
    }
  }

  std::size_t indices_at_, updates_at_;
  Spec indices_;
  Shape shape_;
  std::int64_t capacity_;
  std::unique_ptr<Epilogue> epilogue_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  if (request.root == nullptr || request.root->op != &op_scatter_add) return nullptr;
  if (request.root->outputs[0].dtype == boolean) {
    refusal = "sums of bool";
    return nullptr;
  }
  if (request.root == &request.node) return std::make_unique<ScatterAdd>(request);
  std::unique_ptr<Epilogue> epilogue = Epilogue::make(request, refusal);
  if (epilogue == nullptr) return nullptr;
  return std::make_unique<ScatterAddFused>(request, std::move(epilogue));
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_scatter_add;
const KernelMaker kernel_scatter_add{.name = "scatter_add", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
