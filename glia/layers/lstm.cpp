#include "glia/layers/lstm.hpp"

#include "glia/layers/lstm_cell.hpp"
#include "glia/layers/recurrence.hpp"

namespace glia {

void LSTM::fields(Fields& f) {
  f("units", &LSTM::units)("activation", &LSTM::activation)("recurrent_activation", &LSTM::recurrent_activation);
  f("use_bias", &LSTM::use_bias)("kernel_initializer", &LSTM::kernel_initializer);
  f("recurrent_initializer", &LSTM::recurrent_initializer)("bias_initializer", &LSTM::bias_initializer);
  f("unit_forget_bias", &LSTM::unit_forget_bias)("kernel_regularizer", &LSTM::kernel_regularizer);
  f("recurrent_regularizer", &LSTM::recurrent_regularizer)("bias_regularizer", &LSTM::bias_regularizer);
  f("activity_regularizer", &LSTM::activity_regularizer)("kernel_constraint", &LSTM::kernel_constraint);
  f("recurrent_constraint", &LSTM::recurrent_constraint)("bias_constraint", &LSTM::bias_constraint);
  f("dropout", &LSTM::dropout)("recurrent_dropout", &LSTM::recurrent_dropout)("seed", &LSTM::seed);
  f("return_sequences", &LSTM::return_sequences)("return_state", &LSTM::return_state);
  f("go_backwards", &LSTM::go_backwards)("stateful", &LSTM::stateful)("unroll", &LSTM::unroll);
  f("name", &LSTM::name)("trainable", &LSTM::trainable)("dtype", &LSTM::dtype);
}

Tensors LSTM::call(Scope& scope, const Tensors& x_and_states) const {
  const LSTMCell cell{
      .units = units,
      .activation = activation,
      .recurrent_activation = recurrent_activation,
      .use_bias = use_bias,
      .kernel_initializer = kernel_initializer,
      .recurrent_initializer = recurrent_initializer,
      .bias_initializer = bias_initializer,
      .unit_forget_bias = unit_forget_bias,
      .kernel_regularizer = kernel_regularizer,
      .recurrent_regularizer = recurrent_regularizer,
      .bias_regularizer = bias_regularizer,
      .kernel_constraint = kernel_constraint,
      .recurrent_constraint = recurrent_constraint,
      .bias_constraint = bias_constraint,
      .dropout = dropout,
      .recurrent_dropout = recurrent_dropout,
      .seed = seed,
      .trainable = trainable,
      .dtype = dtype,
  };
  const detail::Recurrence recurrence{.return_sequences = return_sequences,
                                      .return_state = return_state,
                                      .go_backwards = go_backwards,
                                      .stateful = stateful};
  return recurrence.run(scope, Layer(cell), activity_regularizer, x_and_states);
}

}  // namespace glia
