#include "glia/metrics/cosine_similarity.hpp"

#include "glia/losses/pieces.hpp"

namespace glia::metrics {

void CosineSimilarity::fields(Fields& f) { f("axis", &CosineSimilarity::axis)("name", &CosineSimilarity::name); }

Tensor CosineSimilarity::values(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  return detail::cosine(t, y, static_cast<int>(axis));
}

}  // namespace glia::metrics
