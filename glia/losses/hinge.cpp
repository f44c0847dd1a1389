#include "glia/losses/hinge.hpp"

#include "glia/losses/pieces.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void Hinge::fields(Fields& f) { f("reduction", &Hinge::reduction)("name", &Hinge::name); }

Tensor Hinge::operator()(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::signed_target(name, target, output);
  return ops::mean(ops::maximum(1 - t * y, 0), {-1});
}

}  // namespace glia::losses
