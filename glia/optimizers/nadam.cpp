#include "glia/optimizers/nadam.hpp"

#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/adam_step.hpp"
#include "glia/optimizers/optimizer_fields.hpp"

namespace glia {

void Nadam::fields(Fields& f) {
  f("learning_rate", &Nadam::learning_rate)("beta_1", &Nadam::beta_1)("beta_2", &Nadam::beta_2)("epsilon",
                                                                                                &Nadam::epsilon);
  detail::common_fields<Nadam>(f);
}

void Nadam::check() const {
  detail::require_share("Nadam", "beta_1", beta_1, false);
  detail::require_share("Nadam", "beta_2", beta_2, false);
  detail::require_not_negative("Nadam", "epsilon", epsilon);
}

Shape Nadam::slot_shape(std::string_view name, const Shape& w) { return name == "u_product" ? Shape{} : w; }

void Nadam::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  const Tensor t = detail::step_number(scope, w);
  const auto decay = [&](const Tensor& step) { return beta_1 * (1 - 0.5 * ops::power(0.96, step)); };
  const Tensor now = decay(t), next = decay(t + 1);
  const Variable before = scope.slot("u_product", 1);
  const Tensor product = before * now;
  scope.assign(before, product);
  const auto [m, v] = detail::moments(scope, g, beta_1, beta_2);
  const Tensor m_hat = next * m / (1 - product * next) + (1 - now) * g / (1 - product);
  const Tensor v_hat = v / detail::one_minus_power(beta_2, t);
  scope.assign(w, w - m_hat * scope.learning_rate() / (ops::sqrt(v_hat) + epsilon));
}

}  // namespace glia
