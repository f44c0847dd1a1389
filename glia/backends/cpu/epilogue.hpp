// internal
#pragma once
#include <memory>
#include <string>

#include "glia/backends/cpu/hand_fused.hpp"

namespace glia::detail::cpu {

/// Pieces of the products that a body hangs on: row r of root i begins at first + i·apart + r·row.
struct Products {
  const float* first;
  std::int64_t row;
  std::int64_t apart = 0;
  const float* of(int root) const { return first + root * apart; }
};

/// What a fused node does with finished pieces of matrix products while they are still in the first-level cache.
class Epilogue {
 public:
  static std::unique_ptr<Epilogue> make(const KernelRequest& request, std::string& refusal);

  std::int64_t scratch_bytes() const { return program_->scratch_bytes(); }

  /// Rows [row0, row0+rows) × columns [column0, column0+columns) of the products; `width` is the number of columns of
  /// a whole matrix.
  void block(const KernelArgs& args, const Products& products, std::int64_t row0, std::int64_t rows,
             std::int64_t column0, std::int64_t columns, std::int64_t width, std::byte* scratch) const;

  /// A contiguous run of a matrix in panels, which starts at element `offset`; one root.
  void flat(const KernelArgs& args, const float* product, std::int64_t offset, std::int64_t count,
            std::byte* scratch) const;

 private:
  static constexpr std::int64_t kLongestColumn = 128;  // rows of a chunk
  void column(const KernelArgs& args, const Products& products, std::int64_t row0, std::int64_t rows,
              std::byte* scratch) const;
  std::unique_ptr<TileProgram> program_;
  std::unique_ptr<HandFused> hand_;
};

}  // namespace glia::detail::cpu
