#include "glia/layers/normalization.hpp"

#include <algorithm>

#include "glia/base/error.hpp"

namespace glia::detail {
namespace {

bool has(const std::vector<int>& axes, int axis) { return std::find(axes.begin(), axes.end(), axis) != axes.end(); }

}  // namespace

std::vector<int> axes_within(const Sizes& axes, const Shape& shape) {
  if (axes.empty()) throw ValueError({.rule = "The axis is missing", .hint = "Write .axis = -1 for the last one"});
  std::vector<int> out;
  for (const std::int64_t axis : axes.values()) {
    if (axis < -shape.rank() || axis >= shape.rank()) {
      throw ValueError({.rule = "The axis must be one of the input's",
                        .expected = "an axis from " + std::to_string(-shape.rank()) + " to " +
                                    std::to_string(shape.rank() - 1) + " for " + shape.str(),
                        .received = std::to_string(axis)});
    }
    const int from_start = static_cast<int>(axis < 0 ? axis + shape.rank() : axis);
    if (has(out, from_start)) {
      throw ValueError({.rule = "Each axis is given once", .received = std::to_string(axis) + " a second time"});
    }
    out.push_back(from_start);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<int> other_axes(const std::vector<int>& axes, const Shape& shape) {
  std::vector<int> out;
  for (int a = 0; a < shape.rank(); ++a) {
    if (!has(axes, a)) out.push_back(a);
  }
  return out;
}

Shape sizes_along(const std::vector<int>& axes, const Shape& shape) {
  Shape out;
  for (const int a : axes) out.push_back(shape[a]);
  return out;
}

Tensor laid_along(const Tensor& v, const std::vector<int>& axes, const Shape& like) {
  Shape shape;
  for (int a = axes.front(); a < like.rank(); ++a) shape.push_back(has(axes, a) ? like[a] : 1);
  return shape == v.shape() ? v : ops::reshape(v, shape);
}

void check_epsilon(double epsilon) {
  if (epsilon >= 0) return;
  throw ValueError({.rule = "epsilon is added to a variance",
                    .expected = "0 or more",
                    .received = epsilon < 0 ? "a number below 0" : "NaN"});
}

}  // namespace glia::detail
