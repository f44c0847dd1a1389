#include "glia/schedules/piecewise_constant_decay.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::schedules {

void PiecewiseConstantDecay::fields(Fields& f) {
  f("boundaries", &PiecewiseConstantDecay::boundaries)("values", &PiecewiseConstantDecay::values);
  f("name", &PiecewiseConstantDecay::name);
}

Tensor PiecewiseConstantDecay::operator()(const Tensor& step) const {
  if (values.size() != boundaries.size() + 1) {
    throw ValueError({.where = name,
                      .rule = "There is one value more than boundaries",
                      .expected = std::to_string(boundaries.size() + 1) + " values",
                      .received = std::to_string(values.size())});
  }
  const auto number = [&](double value) {
    return ops::cast(value, step.dtype().is_real() ? step.dtype() : DType(f32));
  };
  Tensor rate = number(values.back());
  for (std::size_t i = boundaries.size(); i-- > 0;) {
    if (i > 0 && !(boundaries[i - 1] < boundaries[i])) {
      throw ValueError({.where = name,
                        .rule = "The boundaries must increase",
                        .received = std::to_string(boundaries[i - 1]) + " before " + std::to_string(boundaries[i])});
    }
    rate = ops::where(ops::less_equal(step, boundaries[i]), number(values[i]), rate);
  }
  return rate;
}

}  // namespace glia::schedules
