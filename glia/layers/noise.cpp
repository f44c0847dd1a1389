#include "glia/layers/noise.hpp"

#include <sstream>

#include "glia/base/error.hpp"
#include "glia/graph/node.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/random_ops.hpp"

namespace glia::detail {
namespace {

std::string in_words(double number) {
  std::ostringstream out;
  out << number;
  return out.str();
}

}  // namespace

void check_rate(double rate) {
  if (rate >= 0 && rate < 1) return;
  throw ValueError({.rule = "The rate is the share of numbers that are dropped",
                    .expected = "0 ≤ rate < 1",
                    .received = in_words(rate),
                    .hint = rate > 1 && rate <= 100 ? "Write it as a fraction: " + in_words(rate / 100) : ""});
}

RandomSource noise_source(Scope& scope, Dim seed) {
  RandomSource source = scope.random();
  if (seed >= 0) source.seed = constant(static_cast<double>(seed), i64);
  return source;
}

Shape mask_shape(const Shape& noise, const Shape& input) {
  if (noise.rank() == 0) return input;
  Shape out = input;
  bool fits = noise.rank() == input.rank();
  for (int i = 0; fits && i < noise.rank(); ++i) {
    if (noise[i] == 1) out[i] = 1;
    fits = noise[i] < 0 || noise[i] == 1 || noise[i] == input[i];
  }
  if (!fits) {
    throw ShapeError({.rule = "Each size of noise_shape must be 1, −1 or the input's",
                      .expected = "one that fits " + input.str(),
                      .received = noise.str()});
  }
  return out;
}

Tensor dropped(Scope& scope, const Tensor& x, double rate, const Shape& mask, Dim seed) {
  if (!scope.training() || rate == 0) return x;
  const double keep = 1 - rate;
  const Tensor kept = ops::random_bernoulli(mask, noise_source(scope, seed), keep);
  return ops::where(ops::greater(kept, 0), x / keep, 0);
}

}  // namespace glia::detail
