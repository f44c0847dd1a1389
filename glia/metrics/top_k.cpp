#include "glia/metrics/top_k.hpp"

#include <limits>

#include "glia/base/error.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

constexpr double kLowest = -std::numeric_limits<double>::infinity();

}  // namespace

void require_k(const std::string& where, std::int64_t k) {
  if (k >= 1) return;
  throw ValueError({.where = where,
                    .rule = "k is how many of the highest classes count",
                    .expected = "1 or more",
                    .received = std::to_string(k)});
}

Tensor in_top_k(const std::string& where, const Tensor& labels, const Tensor& scores, std::int64_t k) {
  require_k(where, k);
  const Tensor hot = ops::one_hot(labels, scores.dim(-1), scores.dtype());
  const Tensor found = ops::max(ops::where(ops::equal(hot, 1), scores, kLowest), {-1}, true);
  const Tensor own = ops::where(ops::isnan(found), kLowest, found);
  const Tensor above = ops::sum(ops::cast(ops::greater(scores, own), f32), {-1});
  return ops::cast(ops::less(above, static_cast<double>(k)), f32);
}

Tensor top_k_places(const Tensor& scores, std::int64_t k) {
  Tensor rest = scores;
  Tensor out;
  for (std::int64_t i = 0; i < k; ++i) {
    const Tensor highest = ops::one_hot(ops::argmax(rest), scores.dim(-1), scores.dtype());
    out = out.valid() ? out + highest : highest;
    rest = ops::where(ops::equal(highest, 1), kLowest, rest);
  }
  return out;
}

}  // namespace glia::detail
