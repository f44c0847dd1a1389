#include "glia/layers/gru.hpp"

#include "glia/layers/gru_cell.hpp"
#include "glia/layers/recurrence.hpp"

namespace glia {

void GRU::fields(Fields& f) {
  f("units", &GRU::units)("activation", &GRU::activation)("recurrent_activation", &GRU::recurrent_activation);
  f("use_bias", &GRU::use_bias)("kernel_initializer", &GRU::kernel_initializer);
  f("recurrent_initializer", &GRU::recurrent_initializer)("bias_initializer", &GRU::bias_initializer);
  f("kernel_regularizer", &GRU::kernel_regularizer)("recurrent_regularizer", &GRU::recurrent_regularizer);
  f("bias_regularizer", &GRU::bias_regularizer)("activity_regularizer", &GRU::activity_regularizer);
  f("kernel_constraint", &GRU::kernel_constraint)("recurrent_constraint", &GRU::recurrent_constraint);
  f("bias_constraint", &GRU::bias_constraint)("dropout", &GRU::dropout);
  f("recurrent_dropout", &GRU::recurrent_dropout)("seed", &GRU::seed);
  f("return_sequences", &GRU::return_sequences)("return_state", &GRU::return_state);
  f("go_backwards", &GRU::go_backwards)("stateful", &GRU::stateful)("unroll", &GRU::unroll);
  f("reset_after", &GRU::reset_after)("name", &GRU::name)("trainable", &GRU::trainable)("dtype", &GRU::dtype);
}

Tensors GRU::call(Scope& scope, const Tensors& x_and_states) const {
  const GRUCell cell{
      .units = units,
      .activation = activation,
      .recurrent_activation = recurrent_activation,
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
      .reset_after = reset_after,
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
