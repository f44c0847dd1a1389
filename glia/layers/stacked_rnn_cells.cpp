#include "glia/layers/stacked_rnn_cells.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/layer_state.hpp"

namespace glia {

void StackedRNNCells::fields(Fields& f) {
  f("cells", &StackedRNNCells::cells);
  f("name", &StackedRNNCells::name)("trainable", &StackedRNNCells::trainable)("dtype", &StackedRNNCells::dtype);
}

std::vector<Dim> StackedRNNCells::state_size() const {
  std::vector<Dim> out;
  for (const Layer& cell : cells) {
    const std::vector<Dim> sizes = cell.valid() ? cell.state().body->state_size() : std::vector<Dim>();
    if (sizes.empty()) {
      throw ValueError(
          {.rule = "Each of the stacked cells states the sizes of its states",
           .received = cell.valid() ? cell.class_name() : "an empty Layer",
           .hint = "Stack LSTMCell, GRUCell, SimpleRNNCell or cells of your own; a Dense layer follows RNN"});
    }
    out.insert(out.end(), sizes.begin(), sizes.end());
  }
  return out;
}

std::size_t StackedRNNCells::output_state() const {
  return cells.empty() ? 0 : state_size().size() - cells.back().state().body->state_size().size();
}

Tensors StackedRNNCells::call(Scope&, const Tensors& x_and_states) const {
  if (cells.empty()) {
    throw ValueError({.rule = "StackedRNNCells needs at least one cell",
                      .hint = "Write StackedRNNCells{{LSTMCell{32}, LSTMCell{32}}}"});
  }
  if (x_and_states.size() != state_size().size() + 1) {
    throw ValueError({.rule = "Stacked cells take the input of one step and all their states",
                      .expected = std::to_string(state_size().size() + 1) + " tensors",
                      .received = std::to_string(x_and_states.size())});
  }
  Tensor x = x_and_states[0];
  Tensors states;
  std::size_t next = 1;
  for (const Layer& cell : cells) {
    Tensors inputs{x};
    for (std::size_t i = cell.state().body->state_size().size(); i > 0; --i) inputs.push_back(x_and_states[next++]);
    const Tensors out = cell.apply(inputs);
    x = out[0];
    states.insert(states.end(), out.begin() + 1, out.end());
  }
  states.insert(states.begin(), x);
  return states;
}

}  // namespace glia
