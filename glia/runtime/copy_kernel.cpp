#include "glia/runtime/copy_kernel.hpp"

#include <algorithm>
#include <cstring>

#include "glia/base/ceil_div.hpp"
#include "glia/graph/variable_state.hpp"

namespace glia::detail {
namespace {

constexpr std::int64_t kChunk = 64 * 1024;  // bytes; about 5 µs

class Copy : public Kernel {
 public:
  explicit Copy(const Spec& spec) : count_(count_of(spec.shape)), size_(static_cast<std::int64_t>(spec.dtype.size())) {
    if (spec.layout == Layout::panels) count_.factor = storage_elements(spec);
  }
  std::int64_t chunks(std::int64_t rows) const override { return ceil_div(count_.at(rows) * size_, kChunk); }
  void run(const KernelArgs& args, std::int64_t chunk) const override {
    const std::int64_t from = chunk * kChunk;
    const std::int64_t to = std::min(from + kChunk, count_.at(args.rows) * size_);
    std::memmove(args.output<char>() + from, args.input<char>(0) + from, static_cast<std::size_t>(to - from));
  }

 private:
  Count count_;
  std::int64_t size_;
};

/// One chunk is one panel.
template <bool ToPanels>
class Convert : public Kernel {
 public:
  explicit Convert(const Shape& shape) : rows_(matrix_rows(shape)), columns_(shape.dim(-1)) {}
  std::int64_t chunks(std::int64_t) const override { return ceil_div(columns_, kPanel); }
  void run(const KernelArgs& args, std::int64_t panel) const override {
    const std::int64_t width = std::min(kPanel, columns_ - panel * kPanel);
    for (std::int64_t r = 0; r < rows_; ++r) {
      const std::int64_t packed = (panel * rows_ + r) * kPanel;
      const std::int64_t flat = r * columns_ + panel * kPanel;
      std::memcpy(args.output() + (ToPanels ? packed : flat), args.input(0) + (ToPanels ? flat : packed),
                  static_cast<std::size_t>(width) * sizeof(float));
    }
  }

 private:
  std::int64_t rows_, columns_;
};

}  // namespace

std::unique_ptr<Kernel> make_copy_kernel(const Spec& from, const Spec& to) {
  if (from.layout == to.layout) return std::make_unique<Copy>(from);
  if (to.layout == Layout::panels) return std::make_unique<Convert<true>>(from.shape);
  return std::make_unique<Convert<false>>(from.shape);
}

}  // namespace glia::detail
