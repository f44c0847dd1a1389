#include "glia/losses/log_cosh.hpp"

#include <numbers>

#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"

namespace glia::losses {

void LogCosh::fields(Fields& f) { f("reduction", &LogCosh::reduction)("name", &LogCosh::name); }

Tensor LogCosh::operator()(const Tensor& target, const Tensor& output) const {
  const auto [t, y] = detail::matching_target(name, target, output);
  const Tensor size = ops::abs(y - t);  // ln cosh x = |x| + ln(1 + e^−2|x|) − ln 2, without overflow
  return ops::mean(size + ops::log1p(ops::exp(size * -2)) - std::numbers::ln2, {-1});
}

}  // namespace glia::losses
