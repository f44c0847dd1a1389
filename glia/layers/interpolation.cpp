#include "glia/layers/interpolation.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "glia/base/error.hpp"
#include "glia/base/shape.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

double triangle(double d) { return std::max(0.0, 1 - d); }

/// Keys's cubic with a = −½.
double cubic(double d) {
  if (d >= 2) return 0;
  return d >= 1 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : (1.5 * d - 2.5) * d * d + 1;
}

template <int radius>
double lanczos(double d) {
  if (d > radius) return 0;
  if (d <= 1e-3) return 1;  // as JAX
  const double a = std::numbers::pi * d;
  return radius * std::sin(a) * std::sin(a / radius) / (a * a);
}

}  // namespace

InterpolationKernel interpolation_kernel(const std::string& name) {
  if (name == "bilinear") return {triangle, 1};
  if (name == "bicubic") return {cubic, 2};
  if (name == "lanczos3") return {lanczos<3>, 3};
  if (name == "lanczos5") return {lanczos<5>, 5};
  throw ValueError({.rule = "interpolation says how pixels between others are made",
                    .expected = "\"nearest\", \"bilinear\", \"bicubic\", \"lanczos3\" or \"lanczos5\"",
                    .received = "\"" + name + "\""});
}

Tensor interpolate_along(const Tensor& x, int axis, std::int64_t size, const InterpolationKernel& kernel) {
  const std::int64_t count = x.dim(axis);
  const std::int64_t outputs = checked_multiply(count, size);
  // Neighbour k of place p is pixel ⌊p⌋ + k, k = 1 − radius … radius.
  Shape along;
  for (int a = axis; a < x.rank(); ++a) along.push_back(a == axis ? outputs : 1);
  std::vector<double> total(static_cast<std::size_t>(outputs));
  std::vector<std::vector<double>> pixels, weights;
  for (int k = 1 - kernel.radius; k <= kernel.radius; ++k) {
    std::vector<double> pixel, weight;
    for (std::int64_t o = 0; o < outputs; ++o) {
      const double place = (static_cast<double>(o) + 0.5) / static_cast<double>(size) - 0.5;
      const double i = std::floor(place) + k;
      const bool inside = i >= 0 && i < static_cast<double>(count);
      pixel.push_back(inside ? i : 0);
      weight.push_back(inside ? kernel.weight(std::abs(place - i)) : 0);
      total[static_cast<std::size_t>(o)] += weight.back();
    }
    pixels.push_back(pixel);
    weights.push_back(weight);
  }
  Tensor y;
  for (std::size_t k = 0; k < pixels.size(); ++k) {
    for (std::size_t o = 0; o < total.size(); ++o) weights[k][o] /= total[o];
    const Tensor weight(Array(weights[k]).cast(x.dtype()).reshape(along));
    const Tensor part = ops::take(x, Tensor(Array(pixels[k]).cast(i64)), axis) * weight;
    y = y.valid() ? y + part : part;
  }
  return y;
}

}  // namespace glia::detail
