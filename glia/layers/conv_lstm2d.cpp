#include "glia/layers/conv_lstm2d.hpp"

#include "glia/layers/conv_lstm.hpp"

namespace glia {

void ConvLSTM2D::fields(Fields& f) { detail::conv_lstm_fields<ConvLSTM2D>(f); }

Tensors ConvLSTM2D::call(Scope& scope, const Tensors& x_and_states) const {
  return detail::conv_lstm_layer(*this, scope, x_and_states, 2);
}

}  // namespace glia
