#include "glia/losses/categorical_generalized_cross_entropy.hpp"

#include "glia/base/error.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::losses {

void CategoricalGeneralizedCrossEntropy::fields(Fields& f) {
  f("q", &CategoricalGeneralizedCrossEntropy::q)("reduction", &CategoricalGeneralizedCrossEntropy::reduction)(
      "name", &CategoricalGeneralizedCrossEntropy::name);
}

Tensor CategoricalGeneralizedCrossEntropy::operator()(const Tensor& target, const Tensor& output) const {
  if (!(q > 0 && q < 1)) {
    throw ValueError(
        {.where = name, .rule = "q lies between 0 and 1", .expected = "0 < q < 1", .received = std::to_string(q)});
  }
  const auto [labels, y] = detail::sparse_target(name, target, output);
  // Looked up among the classes, so that a label outside them is noticed.
  const Tensor known = ops::take(ops::arange(y.dim(-1)), labels);
  const Tensor p = ops::sum(y * ops::one_hot(known, y.dim(-1), y.dtype()), {-1});
  return (1 - ops::power(p, q)) / q;
}

}  // namespace glia::losses
