#include "glia/losses/cosine_similarity.hpp"

#include "glia/losses/pieces.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"

namespace glia::losses {

void CosineSimilarity::fields(Fields& f) {
  f("axis", &CosineSimilarity::axis)("reduction", &CosineSimilarity::reduction)("name", &CosineSimilarity::name);
}

Tensor CosineSimilarity::operator()(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  return -detail::cosine(t, y, static_cast<int>(axis));
}

}  // namespace glia::losses
