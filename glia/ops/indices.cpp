#include "glia/ops/indices.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

void require_integers(const Spec& indices) {
  if (indices.dtype.is_integer()) return;
  throw TypeError({.rule = "Indices are integers",
                   .expected = "i32, i64 or u8",
                   .received = indices.str(),
                   .hint = "Convert them with ops::cast(indices, i64)"});
}

std::int64_t index_below(const Array& indices, std::int64_t i, std::int64_t size) {
  const auto index = static_cast<std::int64_t>(indices.get(i));
  if (index >= 0 && index < size) return index;
  throw DataError(
      {.rule = "Index " + std::to_string(index) + " at position " + std::to_string(i) + " lies outside the axis",
       .expected = "0 to " + std::to_string(size - 1)});
}

Tensor whole_labels(const Tensor& labels) { return ops::cast(labels, i64); }

}  // namespace glia::detail
