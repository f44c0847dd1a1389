#include "glia/metrics/kl_divergence.hpp"

#include "glia/losses/kl_divergence.hpp"

namespace glia::metrics {

void KLDivergence::fields(Fields& f) { f("name", &KLDivergence::name); }

Tensor KLDivergence::values(const Tensor& target, const Tensor& output) const {
  return losses::KLDivergence{.name = name}(target, output);
}

}  // namespace glia::metrics
