#include "glia/initializers/orthogonal.hpp"

#include <cmath>
#include <span>

#include "glia/base/error.hpp"
#include "glia/initializers/draws.hpp"

namespace glia::initializers {
namespace {

using Line = std::span<double>;

/// Eight sums side by side: the order is fixed, and the compiler may use vectors.
double dot(Line a, Line b) {
  double sums[8] = {};
  std::size_t i = 0;
  for (; i + 8 <= a.size(); i += 8) {
    for (std::size_t k = 0; k < 8; ++k) sums[k] += a[i + k] * b[i + k];
  }
  double rest = 0;
  for (; i < a.size(); ++i) rest += a[i] * b[i];
  for (const double s : sums) rest += s;
  return rest;
}

/// Makes the lines orthonormal by Gram and Schmidt, each twice: once loses as many digits as the lines are alike.
void orthonormalize(Line all, std::size_t lines, std::size_t length) {
  for (std::size_t j = 0; j < lines; ++j) {
    const Line line = all.subspan(j * length, length);
    for (int round = 0; round < 2; ++round) {
      for (std::size_t k = 0; k < j; ++k) {
        const Line before = all.subspan(k * length, length);
        const double share = dot(before, line);
        for (std::size_t i = 0; i < length; ++i) line[i] -= share * before[i];
      }
    }
    const double scale = 1 / std::sqrt(dot(line, line));
    for (double& x : line) x *= scale;
  }
}

}  // namespace

void Orthogonal::fields(Fields& f) { f("gain", &Orthogonal::gain)("seed", &Orthogonal::seed); }

Array Orthogonal::operator()(const InitialDraw& draw) const {
  if (draw.shape.rank() < 2) {
    throw ShapeError({.where = "Orthogonal",
                      .rule = "Orthogonal numbers are for variables of two axes or more",
                      .received = draw.shape.str()});
  }
  const std::int64_t columns = draw.shape.dim(-1);
  const std::int64_t rows = draw.shape.sub(0, draw.shape.rank() - 1).elements();
  const std::int64_t lines = std::min(rows, columns), length = std::max(rows, columns);
  Array q = detail::drawn_normal({Shape{lines, length}, f64, draw.key}, seed, 0, 1);
  orthonormalize(q.span<double>(), static_cast<std::size_t>(lines), static_cast<std::size_t>(length));
  Array out(draw.shape, draw.dtype.is_real() ? draw.dtype : DType(f32));
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t c = 0; c < columns; ++c) {
      out.set(r * columns + c, gain * q.get(rows < columns ? r * length + c : c * length + r));
    }
  }
  return out;
}

}  // namespace glia::initializers
