#include "glia/layers/activity_regularization.hpp"

#include "glia/layers/layer_inputs.hpp"
#include "glia/regularizers/l1l2.hpp"

namespace glia {

void ActivityRegularization::fields(Fields& f) {
  f("l1", &ActivityRegularization::l1)("l2", &ActivityRegularization::l2)("name", &ActivityRegularization::name);
  f("trainable", &ActivityRegularization::trainable)("dtype", &ActivityRegularization::dtype);
}

Tensor ActivityRegularization::call(Scope& scope, const Tensor& input) const {
  Tensor x = detail::in_dtype_of(scope, input);
  detail::add_activity_loss(scope, regularizers::L1L2{l1, l2}, x);
  return x;
}

}  // namespace glia
