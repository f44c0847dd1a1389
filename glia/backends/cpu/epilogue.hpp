// internal
#pragma once
#include <memory>
#include <string>

#include "glia/backends/cpu/hand_fused.hpp"

namespace glia::detail::cpu {

/// What a fused node does with a finished piece of a matrix product while it is still in the first-level cache.
class Epilogue {
 public:
  static std::unique_ptr<Epilogue> make(const KernelRequest& request, std::string& refusal);

  std::int64_t scratch_bytes() const { return program_->scratch_bytes(); }

  /// The product's rows [row0, row0+rows) × columns [column0, column0+columns) at `product`, `product_row` floats a
  /// row; `width` is the number of columns of the whole matrix.
  void block(const KernelArgs& args, const float* product, std::int64_t product_row, std::int64_t row0,
             std::int64_t rows, std::int64_t column0, std::int64_t columns, std::int64_t width,
             std::byte* scratch) const;

  /// A contiguous run of a matrix in panels, which starts at element `offset`.
  void flat(const KernelArgs& args, const float* product, std::int64_t offset, std::int64_t count,
            std::byte* scratch) const;

 private:
  static constexpr std::int64_t kLongestColumn = 128;  // rows of a chunk
  void column(const KernelArgs& args, const float* product, std::int64_t product_row, std::int64_t row0,
              std::int64_t rows, std::byte* scratch) const;
  std::unique_ptr<TileProgram> program_;
  std::unique_ptr<HandFused> hand_;
};

}  // namespace glia::detail::cpu
