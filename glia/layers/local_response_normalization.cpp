#include "glia/layers/local_response_normalization.hpp"

#include <algorithm>
#include <vector>

#include "glia/base/error.hpp"
#include "glia/layers/normalization.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {

void LocalResponseNormalization::fields(Fields& f) {
  using L = LocalResponseNormalization;
  f("depth_radius", &L::depth_radius)("bias", &L::bias)("alpha", &L::alpha)("beta", &L::beta)("name", &L::name);
  f("trainable", &L::trainable)("dtype", &L::dtype);
}

Tensor LocalResponseNormalization::call(Scope& scope, const Tensor& input) const {
  if (depth_radius < 0) {
    throw ValueError({.rule = "The depth_radius counts neighbours on either side",
                      .expected = "0 or more",
                      .received = std::to_string(depth_radius)});
  }
  if (!(bias > 0)) {
    throw ValueError({.rule = "The bias keeps the divisor from 0",
                      .expected = "a number above 0",
                      .received = std::to_string(bias)});
  }
  const Tensor x = detail::in_dtype_of(scope, input);
  const auto last = static_cast<std::size_t>(detail::axes_within(-1, x.shape())[0]);
  const std::int64_t channels = x.dim(-1);
  const std::int64_t radius = std::min<std::int64_t>(depth_radius, channels - 1);
  std::vector<std::int64_t> from(last + 1, 0), to(last + 1, ops::kEnd), rim(last + 1, 0);
  rim[last] = radius;
  const Tensor squares = ops::pad(ops::square(x), rim, rim);
  Tensor total;
  for (std::int64_t first = 0; first <= 2 * radius; ++first) {
    from[last] = first;
    to[last] = first + channels;
    const Tensor neighbour = ops::slice(squares, from, to);
    total = total.valid() ? total + neighbour : neighbour;
  }
  return x / ops::power(bias + alpha * total, beta);
}

}  // namespace glia
