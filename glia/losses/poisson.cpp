#include "glia/losses/poisson.hpp"

#include "glia/losses/pieces.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void Poisson::fields(Fields& f) { f("reduction", &Poisson::reduction)("name", &Poisson::name); }

Tensor Poisson::operator()(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  return ops::mean(y - t * ops::log(y + detail::kEpsilon), {-1});
}

}  // namespace glia::losses
