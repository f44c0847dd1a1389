#include "glia/layers/sine_position_encoding.hpp"

#include <cmath>

#include "glia/base/error.hpp"
#include "glia/layers/wave_positions.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {

void SinePositionEncoding::fields(Fields& f) {
  using L = SinePositionEncoding;
  f("max_wavelength", &L::max_wavelength)("start_index", &L::start_index);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

Tensor SinePositionEncoding::call(Scope& scope, const Tensor& x) const {
  detail::check_wavelength(max_wavelength);
  if (x.rank() != 3) {
    throw ShapeError({.rule = "A position encoding is one of steps with features",
                      .expected = "(n, steps, features)",
                      .received = x.shape().str()});
  }
  const Dim steps = x.dim(1);
  const Dim features = x.dim(2);
  Array table({1, steps, features}, f64);
  for (std::int64_t p = 0; p < steps; ++p) {
    for (std::int64_t k = 0; k < features; ++k) {
      const double angle =
          static_cast<double>(start_index + p) * detail::wave_frequency(max_wavelength, k / 2 * 2, features);
      table.set(p * features + k, k % 2 == 0 ? std::sin(angle) : std::cos(angle));
    }
  }
  return ops::broadcast_to(Tensor(table.cast(scope.dtype())), x.shape());
}

}  // namespace glia
