#include "glia/metrics/sum.hpp"

#include "glia/losses/target.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::metrics {

void Sum::fields(Fields& f) { f("name", &Sum::name); }

std::vector<MetricState> Sum::state() const { return {{"total"}}; }

Tensors Sum::update(const Tensors& state, const Tensor&, const Tensor& output, const Tensor& weight) const {
  const Tensor v = ops::cast(output, f32);
  if (!weight.valid()) return {state[0] + ops::sum(v)};
  return {state[0] + ops::sum(v * ops::cast(detail::fitted_weight(weight, v.shape()), f32))};
}

Tensor Sum::result(const Tensors& state) const { return state[0]; }

}  // namespace glia::metrics
