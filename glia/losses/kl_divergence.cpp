#include "glia/losses/kl_divergence.hpp"

#include "glia/losses/pieces.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void KLDivergence::fields(Fields& f) { f("reduction", &KLDivergence::reduction)("name", &KLDivergence::name); }

Tensor KLDivergence::operator()(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  const Tensor p = ops::clip(t, detail::kEpsilon, 1);
  return ops::sum(p * ops::log(p / ops::clip(y, detail::kEpsilon, 1)), {-1});
}

}  // namespace glia::losses
