#include "glia/layers/conv_lstm1d.hpp"

#include "glia/layers/conv_lstm.hpp"

namespace glia {

void ConvLSTM1D::fields(Fields& f) { detail::conv_lstm_fields<ConvLSTM1D>(f); }

Tensors ConvLSTM1D::call(Scope& scope, const Tensors& x_and_states) const {
  return detail::conv_lstm_layer(*this, scope, x_and_states, 1);
}

}  // namespace glia
