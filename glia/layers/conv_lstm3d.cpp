#include "glia/layers/conv_lstm3d.hpp"

#include "glia/layers/conv_lstm.hpp"

namespace glia {

void ConvLSTM3D::fields(Fields& f) { detail::conv_lstm_fields<ConvLSTM3D>(f); }

Tensors ConvLSTM3D::call(Scope& scope, const Tensors& x_and_states) const {
  return detail::conv_lstm_layer(*this, scope, x_and_states, 3);
}

}  // namespace glia
