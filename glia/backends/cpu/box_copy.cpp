#include "glia/backends/cpu/box_copy.hpp"

#include <algorithm>
#include <cstring>

namespace glia::detail::cpu {
namespace {

std::size_t at(int axis) { return static_cast<std::size_t>(axis); }

}  // namespace

Strides row_major_strides(const Shape& shape) {
  Strides out{};
  std::int64_t stride = 1;
  for (int i = shape.rank() - 1; i >= 0; --i) {
    out[at(i)] = stride;
    stride *= shape[i];
  }
  return out;
}

BoxCopy::BoxCopy(const Shape& box, const Strides& from, const Strides& to) {
  for (int i = 0; i < box.rank(); ++i) {
    elements_ *= box[i];
    if (box[i] == 1) continue;
    const std::size_t last = at(rank_ - 1);
    if (rank_ > 0 && from_[last] == from[at(i)] * box[i] && to_[last] == to[at(i)] * box[i]) {
      dims_[last] *= box[i];
      from_[last] = from[at(i)];
      to_[last] = to[at(i)];
    } else {
      dims_[at(rank_)] = box[i];
      from_[at(rank_)] = from[at(i)];
      to_[at(rank_)] = to[at(i)];
      ++rank_;
    }
  }
  if (rank_ == 0) {
    dims_[0] = from_[0] = to_[0] = 1;
    rank_ = 1;
  }
}

template <class T>
void BoxCopy::run_as(const T* from, T* to, std::int64_t first, std::int64_t last) const {
  if (first == last) return;  // sizes may be 0
  const std::size_t inner = at(rank_ - 1);
  Strides index{};
  std::int64_t rest = first;
  for (int i = rank_ - 1; i >= 0; --i) {
    index[at(i)] = rest % dims_[at(i)];
    rest /= dims_[at(i)];
  }
  for (std::int64_t done = first; done < last;) {
    const T* source = from;
    T* target = to;
    for (int i = 0; i < rank_; ++i) {
      source += index[at(i)] * from_[at(i)];
      target += index[at(i)] * to_[at(i)];
    }
    const std::int64_t count = std::min(dims_[inner] - index[inner], last - done);
    if (from_[inner] == 1 && to_[inner] == 1) {
      std::memcpy(target, source, static_cast<std::size_t>(count) * sizeof(T));
    } else {
      for (std::int64_t j = 0; j < count; ++j) target[j * to_[inner]] = source[j * from_[inner]];
    }
    done += count;
    index[inner] = 0;
    for (int i = rank_ - 2; i >= 0 && ++index[at(i)] == dims_[at(i)]; --i) index[at(i)] = 0;
  }
}

void BoxCopy::run(const void* from, void* to, std::size_t size, std::int64_t first, std::int64_t last) const {
  if (first >= last) return;
  if (size == 1) return run_as(static_cast<const std::uint8_t*>(from), static_cast<std::uint8_t*>(to), first, last);
  if (size == 4) return run_as(static_cast<const std::uint32_t*>(from), static_cast<std::uint32_t*>(to), first, last);
  run_as(static_cast<const std::uint64_t*>(from), static_cast<std::uint64_t*>(to), first, last);
}

}  // namespace glia::detail::cpu
