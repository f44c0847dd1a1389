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
  for (const std::int64_t axis : axes.values()) along.push_back(w.shape().axis(static_cast<int>(axis)));
  return ops::sqrt(ops::sum(ops::square(w), along, true));
}

Tensor with_norms(const Tensor& w, const Tensor& norms, const Tensor& wanted) {
  return w * (wanted / (norms + kEpsilon));
}

}  // namespace glia::detail
