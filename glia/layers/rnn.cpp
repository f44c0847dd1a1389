#include "glia/layers/rnn.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/recurrence.hpp"

namespace glia {

void RNN::fields(Fields& f) {
  f("cell", &RNN::cell)("return_sequences", &RNN::return_sequences)("return_state", &RNN::return_state);
  f("go_backwards", &RNN::go_backwards)("stateful", &RNN::stateful)("unroll", &RNN::unroll);
  f("zero_output_for_mask", &RNN::zero_output_for_mask);
  f("name", &RNN::name)("trainable", &RNN::trainable)("dtype", &RNN::dtype);
}

Tensors RNN::call(Scope& scope, const Tensors& x_and_states) const {
  if (!cell.valid()) throw ValueError({.rule = "RNN needs a cell", .hint = "Write RNN{.cell = LSTMCell{32}}"});
  const detail::Recurrence recurrence{.return_sequences = return_sequences,
                                      .return_state = return_state,
                                      .go_backwards = go_backwards,
                                      .stateful = stateful,
                                      .zero_output_for_mask = zero_output_for_mask};
  return recurrence.run(scope, cell, {}, x_and_states);
}

}  // namespace glia
