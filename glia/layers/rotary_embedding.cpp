#include "glia/layers/rotary_embedding.hpp"

#include <cmath>
#include <vector>

#include "glia/base/error.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/wave_positions.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {
namespace {

int checked_axis(const char* field, Dim axis, const Shape& shape) {
  const std::int64_t a = axis < 0 ? axis + shape.rank() : static_cast<std::int64_t>(axis);
  if (a > 0 && a < shape.rank()) return static_cast<int>(a);
  throw ValueError({.rule = std::string(field) + " is an axis of the input, but not the batch",
                    .expected = "1 to " + std::to_string(shape.rank() - 1) + " for " + shape.str(),
                    .received = std::to_string(axis)});
}

/// Half of the features, from `first` on.
Tensor half(const Tensor& x, int axis, std::int64_t first, std::int64_t count) {
  std::vector<std::int64_t> start(static_cast<std::size_t>(axis) + 1, 0);
  std::vector<std::int64_t> stop(static_cast<std::size_t>(axis) + 1, ops::kEnd);
  start.back() = first;
  stop.back() = first + count;
  return ops::slice(x, start, stop);
}

}  // namespace

void RotaryEmbedding::fields(Fields& f) {
  using L = RotaryEmbedding;
  f("max_wavelength", &L::max_wavelength)("scaling_factor", &L::scaling_factor);
  f("sequence_axis", &L::sequence_axis)("feature_axis", &L::feature_axis)("start_index", &L::start_index);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

Tensor RotaryEmbedding::call(Scope& scope, const Tensor& input) const {
  detail::check_wavelength(max_wavelength);
  if (!(scaling_factor > 0)) {
    throw ValueError({.rule = "scaling_factor must be above 0", .received = std::to_string(scaling_factor)});
  }
  const int along = checked_axis("sequence_axis", sequence_axis, input.shape());
  const int features = checked_axis("feature_axis", feature_axis, input.shape());
  if (along == features) {
    throw ValueError({.rule = "sequence_axis and feature_axis are two axes", .received = std::to_string(along)});
  }
  const Dim k = input.dim(features);
  if (k % 2 != 0) {
    throw ShapeError({.rule = "RotaryEmbedding turns pairs of features, so it needs an even number of them",
                      .received = std::to_string(k) + " in " + input.shape().str()});
  }
  const Tensor x = detail::in_dtype_of(scope, input);
  const Dim steps = x.dim(along);
  Shape shape;
  for (int i = 0; i < x.rank(); ++i) shape.push_back(i == along ? steps : i == features ? Dim(k / 2) : Dim(1));
  Array cosine(shape, f64);
  Array sine(shape, f64);
  for (std::int64_t p = 0; p < steps; ++p) {
    for (std::int64_t i = 0; i < k / 2; ++i) {
      const double angle =
          static_cast<double>(start_index + p) / scaling_factor * detail::wave_frequency(max_wavelength, 2 * i, k);
      const std::int64_t at = along < features ? p * (k / 2) + i : i * steps + p;
      cosine.set(at, std::cos(angle));
      sine.set(at, std::sin(angle));
    }
  }
  const Tensor c(cosine.cast(scope.dtype()));
  const Tensor s(sine.cast(scope.dtype()));
  const Tensor a = half(x, features, 0, k / 2);
  const Tensor b = half(x, features, k / 2, k / 2);
  return ops::concatenate({a * c - b * s, b * c + a * s}, features);
}

}  // namespace glia
