#include "glia/constraints/norms.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::detail {
namespace {

constexpr double kEpsilon = 1e-7;  // Keras's backend.epsilon()

}  // namespace

Tensor norms_along(const Tensor& w, const Sizes& axes) {
  if (axes.empty()) throw ValueError({.where = "constraint", .rule = "A norm goes along at least one axis"});
  std::vector<int> along;
  const int rank = w.rank();
  for (const std::int64_t axis : axes.values()) {
    if (axis < -rank || axis >= rank) {
      throw ValueError({.where = "constraint",
                        .rule = "A norm goes along axes of the weight",
                        .expected = std::to_string(-rank) + " to " + std::to_string(rank - 1),
                        .received = std::to_string(axis) + " for " + w.shape().str()});
    }
    along.push_back(w.shape().axis(static_cast<int>(axis)));
  }
  return ops::sqrt(ops::sum(ops::square(w), along, true));
}

Tensor with_norms(const Tensor& w, const Tensor& norms, const Tensor& wanted) {
  return w * (wanted / (norms + kEpsilon));
}

}  // namespace glia::detail
