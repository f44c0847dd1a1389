// internal
#pragma once
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {

/// The sizes of a product of stacks of matrices at a number of rows, and where each operand's matrices lie.
struct Matrices {
  std::int64_t count, rows, columns, depth;
  Shape out, a, b;

  Matrices(const Shape& out_shape, const Shape& a_shape, const Shape& b_shape, bool transpose_a)
      : rows(out_shape.dim(-2)),
        columns(out_shape.dim(-1)),
        depth(a_shape.dim(transpose_a ? -2 : -1)),
        out(out_shape.sub(0, out_shape.rank() - 2)),
        a(a_shape.sub(0, a_shape.rank() - 2)),
        b(b_shape.sub(0, b_shape.rank() - 2)) {
    count = out.elements();
  }

  /// Number of the operand's matrix that makes matrix `index` of the result; leading axes broadcast.
  std::int64_t matrix_of(std::int64_t index, const Shape& operand) const {
    std::int64_t position = 0;
    std::int64_t stride = 1;
    for (int i = out.rank() - 1, j = operand.rank() - 1; j >= 0; --i, --j) {
      if (operand[j] != 1) position += index % out[i] * stride;
      index /= out[i];
      stride *= operand[j];
    }
    return position;
  }
};

}  // namespace glia::detail::cpu
