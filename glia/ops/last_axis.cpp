#include "glia/ops/last_axis.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

std::vector<Spec> real_rows(const Call& call) {
  const Spec& x = call.inputs[0];
  if (x.shape.rank() == 0)
    throw ShapeError({.rule = "A function of rows needs at least one axis", .received = x.str()});
  if (!x.dtype.is_real()) throw TypeError({.rule = "A function of rows takes reals", .received = x.str()});
  return {x};
}

void for_each_row(const ReferenceCall& c, void (*run)(std::span<const double>, std::span<double>)) {
  const auto width = static_cast<std::size_t>(c.in[0].shape().dim(-1));
  const std::int64_t rows = c.in[0].shape().sub(0, c.in[0].rank() - 1).elements();
  const auto out_width = rows == 0 ? 0 : static_cast<std::size_t>(c.out[0].size() / rows);
  std::vector<double> in(width), out(out_width);
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::size_t j = 0; j < width; ++j)
      in[j] = c.in[0].get(r * static_cast<std::int64_t>(width) + static_cast<std::int64_t>(j));
    run(in, out);
    for (std::size_t j = 0; j < out_width; ++j) {
      c.out[0].set(r * static_cast<std::int64_t>(out_width) + static_cast<std::int64_t>(j), out[j]);
    }
  }
}

double log_sum_exp(std::span<const double> row) {
  double top = -std::numeric_limits<double>::infinity();
  for (const double x : row) top = x > top || x != x ? x : top;
  if (!std::isfinite(top)) return top;
  double total = 0;
  for (const double x : row) total += std::exp(x - top);
  return top + std::log(total);
}

Tensor sum_rows(const Tensor& x) { return ops::sum(x, {-1}, true); }

Tensor along_axis(const Op& op, const Tensor& x, int axis) {
  const ErrorPath path(op.name);
  const int at = x.shape().axis(axis);
  const int last = x.rank() - 1;
  if (at == last) return emit_unary(op, x);
  std::vector<int> swap(static_cast<std::size_t>(x.rank()));
  std::iota(swap.begin(), swap.end(), 0);
  std::swap(swap[static_cast<std::size_t>(at)], swap[static_cast<std::size_t>(last)]);
  return ops::transpose(emit_unary(op, ops::transpose(x, swap)), swap);
}

}  // namespace glia::detail
