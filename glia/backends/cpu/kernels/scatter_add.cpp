#include "glia/backends/cpu/cut.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kChunk = 32 * 1024;  // values cleared, and added at most on average; 10 to 20 µs

/// out = 0, then out[indices[i], :] += updates[i, :] in the order of i. A chunk owns some rows × some columns of the
/// result and reads all indices: each value is added by one thread, in one order.
class ScatterAdd : public Kernel {
 public:
  explicit ScatterAdd(const KernelRequest& request)
      : indices_(request.in[0]), shape_(request.out[0].shape), dtype_(request.out[0].dtype) {}

  std::int64_t chunks(std::int64_t n) const override {
    const Sizes s(*this, n);
    return s.rows * s.columns == 0 ? 0 : ceil_div(s.rows, s.rows_a_chunk) * ceil_div(s.columns, s.columns_a_chunk);
  }
  double flops(std::int64_t n) const override {
    const Sizes s(*this, n);
    return static_cast<double>(s.rows + s.indices) * static_cast<double>(s.columns);
  }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Sizes s(*this, args.rows);
    dispatch(indices_.dtype, [&](auto index) {
      dispatch(dtype_, [&](auto value) {
        if constexpr (!std::is_same_v<decltype(value), bool>) add<decltype(index), decltype(value)>(args, s, chunk);
      });
    });
  }

 private:
  struct Sizes {
    std::int64_t rows, columns, indices, rows_a_chunk, columns_a_chunk;
    Sizes(const ScatterAdd& kernel, std::int64_t n) {
      const Shape shape = kernel.shape_.at(n);
      rows = shape[0];
      columns = shape.sub(1, shape.rank()).elements();
      indices = kernel.indices_.shape.at(n).elements();
      rows_a_chunk = std::max<std::int64_t>(1, kChunk / std::max<std::int64_t>(1, columns));
      // Few rows that get many updates are cut along their columns too, at cache lines.
      const std::int64_t updates =
          std::max<std::int64_t>(1, indices / std::max<std::int64_t>(1, ceil_div(rows, rows_a_chunk)));
      columns_a_chunk = std::clamp<std::int64_t>(kChunk / updates / 16 * 16, 16, std::max<std::int64_t>(16, columns));
    }
  };

  template <class Index, class T>
  static void add(const KernelArgs& args, const Sizes& s, std::int64_t chunk) {
    const std::int64_t across = ceil_div(s.columns, s.columns_a_chunk);
    const Cut rows(s.rows, s.rows_a_chunk, chunk / across);
    const Cut columns(s.columns, s.columns_a_chunk, chunk % across);
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
      T* to = out + row * s.columns;
      const T* from = args.input<T>(1) + i * s.columns;
      for (std::int64_t j = columns.first; j < columns.last; ++j) to[j] = static_cast<T>(to[j] + from[j]);
    }
  }

  Spec indices_;
  Shape shape_;
  DType dtype_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  if (request.node.op != &op_scatter_add) return nullptr;
  if (request.out[0].dtype == boolean) {
    refusal = "sums of bool";
    return nullptr;
  }
  return std::make_unique<ScatterAdd>(request);
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_scatter_add;
const KernelMaker kernel_scatter_add{.name = "scatter_add", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
