#include "glia/layers/dropout.hpp"

#include <sstream>

#include "glia/base/error.hpp"
#include "glia/graph/node.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/random_ops.hpp"

namespace glia {
namespace {

std::string in_words(double number) {
  std::ostringstream out;
  out << number;
  return out.str();
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

}  // namespace

void Dropout::fields(Fields& f) {
  f("rate", &Dropout::rate)("noise_shape", &Dropout::noise_shape)("seed", &Dropout::seed);
  f("name", &Dropout::name)("trainable", &Dropout::trainable)("dtype", &Dropout::dtype);
}

Tensor Dropout::call(Scope& scope, const Tensor& input) const {
  if (!(rate >= 0 && rate < 1)) {
    throw ValueError({.rule = "The rate is the share of numbers that are dropped",
                      .expected = "0 ≤ rate < 1",
                      .received = in_words(rate),
                      .hint = rate > 1 && rate <= 100 ? "Write it as a fraction: " + in_words(rate / 100) : ""});
  }
  const Tensor x = detail::in_dtype_of(scope, input);
  const Shape shape = mask_shape(noise_shape, x.shape());
  if (!scope.training() || rate == 0) return x;
  RandomSource source = scope.random();
  if (seed >= 0) source.seed = detail::constant(static_cast<double>(seed), i64);
  const double keep = 1 - rate;
  const Tensor mask = ops::random_bernoulli(shape, source, keep);
  return ops::select(ops::greater(mask, 0), x / keep, 0);
}

}  // namespace glia
