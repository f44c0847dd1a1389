#include "glia/layers/simple_rnn.hpp"

#include "glia/layers/recurrence.hpp"
#include "glia/layers/simple_rnn_cell.hpp"

namespace glia {

void SimpleRNN::fields(Fields& f) {
  f("units", &SimpleRNN::units)("activation", &SimpleRNN::activation)("use_bias", &SimpleRNN::use_bias);
  f("kernel_initializer", &SimpleRNN::kernel_initializer);
  f("recurrent_initializer", &SimpleRNN::recurrent_initializer);
  f("bias_initializer", &SimpleRNN::bias_initializer)("kernel_regularizer", &SimpleRNN::kernel_regularizer);
  f("recurrent_regularizer", &SimpleRNN::recurrent_regularizer);
  f("bias_regularizer", &SimpleRNN::bias_regularizer)("activity_regularizer", &SimpleRNN::activity_regularizer);
  f("kernel_constraint", &SimpleRNN::kernel_constraint);
  f("recurrent_constraint", &SimpleRNN::recurrent_constraint)("bias_constraint", &SimpleRNN::bias_constraint);
  f("dropout", &SimpleRNN::dropout)("recurrent_dropout", &SimpleRNN::recurrent_dropout);
  f("seed", &SimpleRNN::seed)("return_sequences", &SimpleRNN::return_sequences);
  f("return_state", &SimpleRNN::return_state)("go_backwards", &SimpleRNN::go_backwards);
  f("stateful", &SimpleRNN::stateful)("unroll", &SimpleRNN::unroll)("name", &SimpleRNN::name);
  f("trainable", &SimpleRNN::trainable)("dtype", &SimpleRNN::dtype);
}

Tensors SimpleRNN::call(Scope& scope, const Tensors& x_and_states) const {
  const SimpleRNNCell cell{
      .units = units,
      .activation = activation,
      .use_bias = use_bias,
      .kernel_initializer = kernel_initializer,
      .recurrent_initializer = recurrent_initializer,
      .bias_initializer = bias_initializer,
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
