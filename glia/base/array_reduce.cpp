// Array's reductions over all its elements.
#include <algorithm>
#include <cmath>
#include <limits>

#include "glia/base/array.hpp"
#include "glia/base/error.hpp"

namespace glia {
namespace {

void require_elements(const Array& a, const char* where, const char* rule) {
  if (a.empty()) throw ShapeError({.where = where, .rule = rule, .received = a.shape().str()});
}

/// In halves, as NumPy does: the error grows with the logarithm of the count.
template <class T>
double pairwise(const T* values, std::int64_t count) {
  if (count > 128) return pairwise(values, count / 2) + pairwise(values + count / 2, count - count / 2);
  double out = 0;
  for (std::int64_t i = 0; i < count; ++i) out += static_cast<double>(values[i]);
  return out;
}

/// The first element that comes before all others by `less`, or NaN if one is there.
template <class Less>
double extreme(const Array& a, Less less) {
  return dispatch(a.dtype(), [&](auto t) {
    using T = decltype(t);
    const T* values = reinterpret_cast<const T*>(a.raw());
    T best = values[0];
    for (std::int64_t i = 0; i < a.size(); ++i) {
      if constexpr (std::is_floating_point_v<T>) {
        if (std::isnan(values[i])) return std::numeric_limits<double>::quiet_NaN();
      }
      if (less(values[i], best)) best = values[i];
    }
    return static_cast<double>(best);
  });
}

}  // namespace

double Array::max() const {
  require_elements(*this, "Array::max", "The largest of no values does not exist");
  return extreme(*this, [](auto a, auto b) { return a > b; });
}

double Array::min() const {
  require_elements(*this, "Array::min", "The smallest of no values does not exist");
  return extreme(*this, [](auto a, auto b) { return a < b; });
}

double Array::mean() const {
  require_elements(*this, "Array::mean", "The mean of no values does not exist");
  return sum() / static_cast<double>(size_);
}

double Array::sum() const {
  return dispatch(dtype_, [&](auto t) {
    using T = decltype(t);
    const T* values = reinterpret_cast<const T*>(data_);
    if constexpr (std::is_floating_point_v<T>) return pairwise(values, size_);
    std::uint64_t out = 0;  // whole numbers wrap around, as in NumPy
    for (std::int64_t i = 0; i < size_; ++i) out += static_cast<std::uint64_t>(static_cast<std::int64_t>(values[i]));
    return static_cast<double>(static_cast<std::int64_t>(out));
  });
}

}  // namespace glia
