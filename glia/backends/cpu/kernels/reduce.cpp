#include <limits>
#include <string_view>

#include "glia/backends/cpu/cut.hpp"
#include "glia/backends/cpu/gemm.hpp"
#include "glia/backends/cpu/panels.hpp"
#include "glia/backends/cpu/row_kernels.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {
namespace {

constexpr std::int64_t kChunk = 64 * 1024;      // values read by one chunk: 5 to 10 µs
constexpr std::int64_t kSlowChunk = 16 * 1024;  // the same for the loops that run value by value
constexpr std::int64_t kRowsAtOnce = 64;        // rows that column sums add in f32 before they go on in double

enum class Fold { sum, max, min, prod };

/// The kept and the reduced axes of x with their strides, neighbours of one kind merged; sizes at a number of rows.
struct Axes {
  std::array<std::int64_t, Shape::kMaxRank> dims{}, strides{};
  std::array<bool, Shape::kMaxRank> reduced{};
  int rank = 0;
  std::int64_t outputs = 1, length = 1;  // values out, and read for each

  Axes(const Shape& shape, const std::vector<std::int64_t>& axes) {
    std::array<bool, Shape::kMaxRank> marked{};
    for (const std::int64_t a : axes) marked[static_cast<std::size_t>(a)] = true;
    for (int i = 0; i < shape.rank(); ++i) {
      const bool mark = marked[static_cast<std::size_t>(i)];
      (mark ? length : outputs) *= shape[i];
      if (shape[i] == 1) continue;
      if (rank == 0 || reduced[static_cast<std::size_t>(rank - 1)] != mark) {
        reduced[static_cast<std::size_t>(rank)] = mark;
        dims[static_cast<std::size_t>(rank++)] = 1;
      }
      dims[static_cast<std::size_t>(rank - 1)] *= shape[i];
    }
    std::int64_t stride = 1;
    for (int i = rank - 1; i >= 0; --i) {
      strides[static_cast<std::size_t>(i)] = stride;
      stride *= dims[static_cast<std::size_t>(i)];
    }
  }

  /// Whether x is (outer, reduced, inner).
  bool together() const {
    int groups = 0;
    for (int i = 0; i < rank; ++i) groups += reduced[static_cast<std::size_t>(i)];
    return groups <= 1;
  }
  std::int64_t inner() const {  // of the last kept axes if they lie behind the reduced ones
    for (int i = rank - 1; i >= 0; --i) {
      if (reduced[static_cast<std::size_t>(i)]) return strides[static_cast<std::size_t>(i)];
    }
    return 1;
  }
};

/// f32 with the reduced axes side by side: x is (outer, length, inner). A chunk takes some outer × some inner indices.
class Dense : public Kernel {
 public:
  Dense(const KernelRequest& request, Fold fold)
      : shape_(request.in[0].shape), axes_(request.node.attributes.integers("axes")), fold_(fold) {}

  std::int64_t chunks(std::int64_t rows) const override {
    const Sizes s(*this, rows);
    return s.outer * s.inner == 0 ? 0 : ceil_div(s.outer, s.outer_a_chunk) * ceil_div(s.inner, s.inner_a_chunk);
  }
  std::int64_t scratch_bytes() const override { return kWidest * (8 + 4); }
  double flops(std::int64_t rows) const override { return static_cast<double>(count_of(shape_).at(rows)); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Sizes s(*this, args.rows);
    const std::int64_t across = ceil_div(s.inner, s.inner_a_chunk);
    const Cut outer(s.outer, s.outer_a_chunk, chunk / across);
    const Cut inner(s.inner, s.inner_a_chunk, chunk % across);
    const float* x = args.input(0);
    float* out = args.output();
    if (s.inner == 1 && fold_ != Fold::min) {
      const Rows rows{x + outer.first * s.length, outer.size(), s.length, s.length};
      if (fold_ == Fold::max) return row_max(rows, out + outer.first);
      if (s.outer == 1) {
        out[0] = total_sum(x, s.length);
      } else {
        row_sum(rows, out + outer.first);
      }
      return;
    }
    for (std::int64_t o = outer.first; o < outer.last; ++o) {
      const Rows rows{x + o * s.length * s.inner + inner.first, s.length, inner.size(), s.inner};
      float* to = out + o * s.inner + inner.first;
      if (fold_ == Fold::sum) {
        sum_columns(rows, to, args.scratch);
      } else if (fold_ == Fold::max) {
        fold_columns(rows, to, -std::numeric_limits<float>::infinity(),
                     [](float a, float b) { return b > a || b != b ? b : a; });
      } else {
        fold_columns(rows, to, std::numeric_limits<float>::infinity(),
                     [](float a, float b) { return b < a || b != b ? b : a; });
      }
    }
  }

 private:
  static constexpr std::int64_t kWidest = kChunk / kRowsAtOnce + 64;

  struct Sizes {
    std::int64_t outer, length, inner, outer_a_chunk, inner_a_chunk;
    Sizes(const Dense& kernel, std::int64_t rows) {
      const Axes axes(kernel.shape_.at(rows), kernel.axes_);
      length = axes.length;
      inner = axes.inner();
      outer = inner == 0 ? 0 : axes.outputs / inner;
      const std::int64_t size = std::max<std::int64_t>(1, length);
      inner_a_chunk = std::max<std::int64_t>(
          1, inner * size <= kChunk ? inner : std::max<std::int64_t>(64, kChunk / size / kPanel * kPanel));
      outer_a_chunk = std::max<std::int64_t>(1, inner_a_chunk < inner ? 1 : kChunk / (size * inner_a_chunk));
    }
  };

  static void sum_columns(const Rows& x, float* out, std::byte* scratch) {
    if (x.rows <= kRowsAtOnce) return column_sum(x, out);
    auto* total = reinterpret_cast<double*>(scratch);
    auto* part = reinterpret_cast<float*>(total + kWidest);
    std::fill_n(total, x.columns, 0.0);
    for (std::int64_t r = 0; r < x.rows; r += kRowsAtOnce) {
      column_sum({x.data + r * x.stride, std::min(kRowsAtOnce, x.rows - r), x.columns, x.stride}, part);
      for (std::int64_t j = 0; j < x.columns; ++j) total[j] += static_cast<double>(part[j]);
    }
    for (std::int64_t j = 0; j < x.columns; ++j) out[j] = static_cast<float>(total[j]);
  }

  template <class Step>
  static void fold_columns(const Rows& x, float* out, float start, const Step& step) {
    std::fill_n(out, x.columns, start);
    for (std::int64_t r = 0; r < x.rows; ++r) {
      const float* row = x.data + r * x.stride;
      for (std::int64_t j = 0; j < x.columns; ++j) out[j] = step(out[j], row[j]);
    }
  }

  Shape shape_;
  std::vector<std::int64_t> axes_;
  Fold fold_;
};

/// Any dtype, any axes: one output after the other.
class Strided : public Kernel {
 public:
  Strided(const KernelRequest& request, Fold fold)
      : shape_(request.in[0].shape),
        axes_(request.node.attributes.integers("axes")),
        from_(request.in[0].dtype),
        to_(request.out[0].dtype),
        fold_(fold) {}

  std::int64_t chunks(std::int64_t rows) const override {
    const Axes axes(shape_.at(rows), axes_);
    return ceil_div(axes.outputs, a_chunk(axes));
  }
  double flops(std::int64_t rows) const override { return static_cast<double>(count_of(shape_).at(rows)); }

  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const Axes axes(shape_.at(args.rows), axes_);
    const Cut cut(axes.outputs, a_chunk(axes), chunk);
    dispatch(from_, [&](auto t) {
      using T = decltype(t);
      using Total = std::conditional_t<std::is_floating_point_v<T>, double, std::int64_t>;
      const T* x = static_cast<const T*>(args.in[0]);
      switch (fold_) {
        case Fold::sum: return fold<T, Total>(axes, cut, x, args.out[0], 0, [](Total a, Total b) { return a + b; });
        case Fold::prod: return fold<T, Total>(axes, cut, x, args.out[0], 1, [](Total a, Total b) { return a * b; });
        case Fold::max:
          return fold<T, Total>(axes, cut, x, args.out[0], lowest<T, Total>(),
                                [](Total a, Total b) { return b > a || b != b ? b : a; });
        case Fold::min:
          return fold<T, Total>(axes, cut, x, args.out[0], highest<T, Total>(),
                                [](Total a, Total b) { return b < a || b != b ? b : a; });
      }
    });
  }

 private:
  static std::int64_t a_chunk(const Axes& axes) {
    return std::max<std::int64_t>(1, kSlowChunk / std::max<std::int64_t>(1, axes.length));
  }
  template <class T, class Total>
  static Total lowest() {
    return std::is_floating_point_v<T> ? -std::numeric_limits<Total>::infinity()
                                       : static_cast<Total>(std::numeric_limits<T>::lowest());
  }
  template <class T, class Total>
  static Total highest() {
    return std::is_floating_point_v<T> ? std::numeric_limits<Total>::infinity()
                                       : static_cast<Total>(std::numeric_limits<T>::max());
  }

  template <class T, class Total, class Step>
  void fold(const Axes& axes, const Cut& cut, const T* x, void* out, Total start, const Step& step) const {
    for (std::int64_t o = cut.first; o < cut.last; ++o) {
      std::int64_t rest = o;
      const T* base = x;
      for (int i = axes.rank - 1; i >= 0; --i) {
        const auto at = static_cast<std::size_t>(i);
        if (axes.reduced[at]) continue;
        base += rest % axes.dims[at] * axes.strides[at];
        rest /= axes.dims[at];
      }
      Total total = start;
      for (std::int64_t k = 0; k < axes.length; ++k) {
        std::int64_t left = k;
        std::int64_t offset = 0;
        for (int i = axes.rank - 1; i >= 0; --i) {
          const auto at = static_cast<std::size_t>(i);
          if (!axes.reduced[at]) continue;
          if (left < axes.dims[at]) {
            offset += left * axes.strides[at];
            break;
          }
          offset += left % axes.dims[at] * axes.strides[at];
          left /= axes.dims[at];
        }
        total = step(total, static_cast<Total>(base[offset]));
      }
      dispatch(to_, [&](auto t) { static_cast<decltype(t)*>(out)[o] = static_cast<decltype(t)>(total); });
    }
  }

  Shape shape_;
  std::vector<std::int64_t> axes_;
  DType from_, to_;
  Fold fold_;
};

/// The sum of a matrix in panels; what pads the last panel does not count.
class PanelSum : public Kernel {
 public:
  explicit PanelSum(const Shape& shape) : depth_(matrix_rows(shape)), columns_(shape.dim(-1)) {}
  std::int64_t chunks(std::int64_t) const override { return 1; }
  double flops(std::int64_t) const override { return static_cast<double>(depth_ * columns_); }

  void run(const KernelArgs& args, std::int64_t) const override {
    const float* x = args.input(0);
    const std::int64_t whole = depth_ * (columns_ / kPanel * kPanel);
    double total = 0;
    for (std::int64_t i = 0; i < whole; i += kSumBlock) total += block_sum(x + i, std::min(kSumBlock, whole - i));
    double column[kPanel] = {};
    const std::int64_t width = columns_ % kPanel;
    for (std::int64_t r = 0; width > 0 && r < depth_; ++r) {
      for (std::int64_t c = 0; c < width; ++c) column[c] += static_cast<double>(x[whole + r * kPanel + c]);
    }
    for (const double c : column) total += c;
    args.output()[0] = static_cast<float>(total);
  }

 private:
  std::int64_t depth_, columns_;
};

std::unique_ptr<Kernel> make(const KernelRequest& request, std::string& refusal) {
  const Op* op = request.node.op;
  const std::string_view name = op->name;
  Fold fold = Fold::sum;
  if (op == &op_max) {
    fold = Fold::max;
  } else if (name == "min") {
    fold = Fold::min;
  } else if (name == "prod") {
    fold = Fold::prod;
  } else if (op != &op_sum) {
    return nullptr;
  }
  if (request.in[0].layout == Layout::panels) {
    if (fold == Fold::sum && request.out[0].shape.rank() == 0) return std::make_unique<PanelSum>(request.in[0].shape);
    refusal = "panels";
    return nullptr;
  }
  // Whether the axes lie together must not depend on the batch: one row merges what many rows do not.
  const bool together = Axes(request.in[0].shape.at(2), request.node.attributes.integers("axes")).together();
  if (request.in[0].dtype == f32 && together && fold != Fold::prod) return std::make_unique<Dense>(request, fold);
  return std::make_unique<Strided>(request, fold);
}

}  // namespace
}  // namespace glia::detail::cpu

namespace glia::detail {
extern const KernelMaker kernel_reduce;
const KernelMaker kernel_reduce{.name = "reduce", .priority = 10, .make = cpu::make};
}  // namespace glia::detail
