#include "glia/losses/huber.hpp"

#include "glia/base/error.hpp"
#include "glia/losses/target.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void Huber::fields(Fields& f) { f("delta", &Huber::delta)("reduction", &Huber::reduction)("name", &Huber::name); }

Tensor Huber::operator()(const Tensor& target, const Tensor& output) const {
  if (!(delta > 0)) {
    throw ValueError({.where = name,
                      .rule = "delta is the error at which the parabola becomes a line",
                      .expected = "a number above 0",
                      .received = std::to_string(delta)});
  }
  const auto [t, y] = detail::matching_target(name, target, output);
  const Tensor size = ops::abs(y - t);
  return ops::mean(
      ops::where(ops::less_equal(size, delta), ops::square(size) * 0.5, size * delta - 0.5 * delta * delta), {-1});
}

}  // namespace glia::losses
