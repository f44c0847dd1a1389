// internal
#pragma once
#include <array>
#include <cstdint>

#include "glia/base/shape.hpp"

namespace glia::detail::cpu {

/// Strides in elements, one for each axis of a shape.
using Strides = std::array<std::int64_t, Shape::kMaxRank>;

/// Row-major strides of a concrete shape.
Strides row_major_strides(const Shape& shape);

/// Copies a box of elements between two strided places: element (i0, i1, …) from `from` + Σ i·from_strides to `to` +
/// Σ i·to_strides. Adjacent axes are merged where both sides allow it.
class BoxCopy {
 public:
  BoxCopy(const Shape& box, const Strides& from, const Strides& to);

  std::int64_t elements() const { return elements_; }
  /// Copies elements [first, last) of the box in row-major order; `size` is the bytes of one, 1, 4 or 8.
  void run(const void* from, void* to, std::size_t size, std::int64_t first, std::int64_t last) const;

 private:
  template <class T>
  void run_as(const T* from, T* to, std::int64_t first, std::int64_t last) const;

  int rank_ = 0;
  std::int64_t elements_ = 1;
  Strides dims_{}, from_{}, to_{};
};

/// Elements of a strided copy that one chunk takes: 5 to 15 µs.
constexpr std::int64_t kCopyChunk = 32 * 1024;

}  // namespace glia::detail::cpu
