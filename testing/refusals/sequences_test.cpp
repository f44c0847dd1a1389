// What attention and recurrent layers cannot do.
#include "glia/glia.hpp"
#include "testing/refusals.hpp"

namespace glia::tests {
namespace {

const Tensor x = samples({4, 6}), narrow = samples({4, 5}), steps = samples({5, 4}), row = samples({4});
const Tensor image = samples({6, 7, 2});

Tensor mask(const Shape& shape) { return batch(shape, boolean); }

TEST(Refusals, Attention) {
  const auto mha = [](const MultiHeadAttention& layer, const Tensors& inputs) { return on(inputs, layer); };
  const auto gqa = [](const GroupQueryAttention& layer, const Tensors& inputs) { return on(inputs, layer); };
  const MultiHeadAttention fine{.num_heads = 2, .key_dim = 3};
  const Tensor of_two = batch({2, 4, 6});
  check_refusals(
      "attention",
      {
          {"MultiHeadAttention: no heads", mha({0, 3}, {x, x}), {"num_heads must be above 0", "received 0"}},
          {"MultiHeadAttention: key_dim of 0", mha({2, 0}, {x, x}), {"key_dim must be above 0", "received 0"}},
          {"MultiHeadAttention: value_dim below 0",
           mha({2, 3, -2}, {x, x}),
           {"value_dim must be above 0", "received -2"}},
          {"MultiHeadAttention: value_dim of 0", mha({2, 3, 0}, {x, x}), {}, Keras::differs},
          {"MultiHeadAttention: sliding_window below 0",
           mha({.num_heads = 2, .key_dim = 3, .sliding_window = -1}, {x, x}),
           {"sliding_window counts the steps that a query may see on", "received -1"}},
          {"MultiHeadAttention: dropout above 1",
           mha({.num_heads = 2, .key_dim = 3, .dropout = 1.5}, {x, x}),
           {"The rate is the share of numbers that are dropped", "received 1.5"}},
          {"MultiHeadAttention: output_shape with a 0",
           mha({.num_heads = 2, .key_dim = 3, .output_shape = {4, 0}}, {x, x}),
           {"Each size of output_shape must be above 0", "received 0"},
           Keras::differs},
          {"MultiHeadAttention: only a query",
           mha(fine, {x}),
           {"Attention needs a query, a value and perhaps a key", "received 1"}},
          {"MultiHeadAttention: a row as query",
           mha(fine, {samples({6}), x}),
           {"Attention is paid along one axis of steps, so the query has", "received (None, 6)"}},
          {"MultiHeadAttention: more keys than values",
           mha(fine, {x, x, samples({5, 6})}),
           {"There is one key for each value", "received 5, from (None, 5, 6)"}},
          {"MultiHeadAttention: batches that differ",
           mha(fine, {batch({3, 4, 6}), of_two}),
           {"Query, value and key belong to the same samples", "received (2, 4, 6) and (2, 4, 6)"}},
          {"MultiHeadAttention: a mask of other keys",
           mha(fine, {of_two, of_two, mask({2, 4, 5})}),
           {"The attention mask says of each query and key whether it is seen", "received (2, 4, 5)"}},
          {"MultiHeadAttention: a mask of other queries",
           mha(fine, {of_two, of_two, mask({2, 3, 4})}),
           {"The attention mask says of each query and key whether it is seen", "received (2, 3, 4)"}},
          {"MultiHeadAttention: a mask of other heads",
           mha(fine, {of_two, of_two, mask({2, 3, 4, 4})}),
           {"The attention mask says of each query and key whether it is seen", "received (2, 3, 4, 4)"}},
          {"GroupQueryAttention: head_dim of 0", gqa({0, 4, 2}, {x, x}), {"head_dim must be above 0", "received 0"}},
          {"GroupQueryAttention: no key heads",
           gqa({2, 4, 0}, {x, x}),
           {"num_key_value_heads must be above 0", "received 0"}},
          {"GroupQueryAttention: key heads that do not divide",
           gqa({2, 4, 3}, {x, x}),
           {"Each head of keys and values serves as many heads of queries", "received 3"}},
          {"GroupQueryAttention: sliding_window below 0",
           gqa({.head_dim = 2, .num_query_heads = 4, .num_key_value_heads = 2, .sliding_window = -1}, {x, x}),
           {"sliding_window counts the steps that a query may see on", "received -1"}},
          {"GroupQueryAttention: features that differ",
           gqa({2, 4, 2}, {x, narrow}),
           {"Query and value have as many features", "received 5"}},
          {"GroupQueryAttention: more keys than values",
           gqa({2, 4, 2}, {x, x, samples({5, 6})}),
           {"There is one key for each value", "received 5, from (None, 5, 6)"}},
          {"Attention: an unknown score_mode",
           on(Tensors{x, x}, Attention{.score_mode = "sum"}),
           {"score_mode is \"dot\" or \"concat\"", "Received \"sum\""}},
          {"Attention: one input",
           on(Tensors{x}, Attention{}),
           {"Attention needs a query, a value and perhaps a key", "received 1"}},
          {"Attention: four inputs",
           on(Tensors{x, x, x, x}, Attention{}),
           {"Attention needs a query, a value and perhaps a key", "received 4"}},
          {"Attention: features that differ",
           on(Tensors{x, narrow}, Attention{}),
           {"Query and key are compared feature by feature", "received 5"}},
          {"Attention: more keys than values",
           on(Tensors{x, x, samples({5, 6})}, Attention{}),
           {"There is one key for each value", "received 5, from (None, 5, 6)"}},
          {"Attention: dropout above 1",
           on(Tensors{x, x}, Attention{.dropout = 1.5}),
           {"The rate is the share of numbers that are dropped", "received 1.5"},
           Keras::differs},
          {"AdditiveAttention: features that differ",
           on(Tensors{x, narrow}, AdditiveAttention{}),
           {"Query and key are compared feature by feature", "received 5"}},
          {"AdditiveAttention: one input",
           on(Tensors{x}, AdditiveAttention{}),
           {"Attention needs a query, a value and perhaps a key", "received 1"}},
      });
}

/// A cell that says it has one state of `size` and gives `states` of them.
struct Cell {
  Dim size = 3;
  Dim states = 1;

  std::vector<Dim> state_size() const { return {size}; }
  Tensors call(Scope&, const Tensors& x_and_state) const {
    Tensors out{x_and_state[0]};
    for (Dim i = 0; i < states; i = i + 1) out.push_back(x_and_state[1]);
    return out;
  }
};

TEST(Refusals, Recurrent) {
  const auto turned = [](LSTM layer) {
    layer.go_backwards = true;
    return layer;
  };
  const auto both = [](const LSTM& a, const LSTM& b, const char* mode = "concat") { return Bidirectional{a, mode, b}; };
  check_refusals(
      "recurrent",
      {
          {"SimpleRNN: no units", on(steps, SimpleRNN{0}), {"The number of units must be above 0", "received 0"}},
          {"LSTM: no units", on(steps, LSTM{0}), {"The number of units must be above 0", "received 0"}},
          {"GRU: units below 0", on(steps, GRU{-1}), {"The number of units must be above 0", "received -1"}},
          {"LSTM: a row", on(row, LSTM{3}), {"A recurrent layer reads a sequence", "received (None, 4)"}},
          {"LSTM: images",
           on(image, LSTM{3}),
           {"Two tensors meet only where their sizes are equal or 1", "received (None, 7, 12) and (None, 12)"}},
          {"LSTM: dropout above 1",
           on(steps, LSTM{.units = 3, .dropout = 1.5}),
           {"The rate is the share of numbers that are dropped", "received 1.5"},
           Keras::differs},
          {"LSTM: one initial state of two",
           on(Tensors{steps, samples({3})}, LSTM{3}),
           {"A recurrent layer takes a sequence, or a sequence and all", "received 1"}},
          {"LSTM: three initial states",
           on(Tensors{steps, samples({3}), samples({3}), samples({3})}, LSTM{3}),
           {"A recurrent layer takes a sequence, or a sequence and all", "received 3"}},
          {"LSTM: an initial state of another size",
           on(Tensors{steps, samples({3}), samples({2})}, LSTM{3}),
           {"Initial state 1 has the shape of the cell's state", "received (None, 2)"}},
          {"GRU: an initial state of another size",
           on(Tensors{steps, samples({2})}, GRU{3}),
           {"Initial state 0 has the shape of the cell's state", "received (None, 2)"}},
          {"RNN: no cell", on(steps, RNN{}), {"RNN needs a cell", "Write RNN{.cell ="}},
          {"RNN: a cell without state_size",
           on(steps, RNN{.cell = Dense{3}}),
           {"A cell states the sizes of its states", "Received Dense"}},
          {"RNN: a cell with a size of 0",
           on(steps, RNN{.cell = Cell{0}}),
           {"Each state of a cell has a size", "received 0 from state_size() of Cell"}},
          {"RNN: a cell that returns a state too many",
           on(steps, RNN{.cell = Cell{3, 2}}),
           {"A cell returns its output and its states", "received 3"}},
          {"StackedRNNCells: no cell",
           on(steps, RNN{.cell = StackedRNNCells{}}),
           {"A cell states the sizes of its states", "Received StackedRNNCells"}},
          {"StackedRNNCells: a layer that is no cell",
           on(steps, RNN{.cell = StackedRNNCells{{LSTMCell{3}, Dense{2}}}}),
           {"Each of the stacked cells states the sizes of its states", "Received Dense", "LSTMCell"}},
          {"Bidirectional: no layer", on(steps, Bidirectional{}), {"Bidirectional needs a layer", "Write"}},
          {"Bidirectional: a layer that is not recurrent",
           on(steps, Bidirectional{Dense{2}}),
           {"Bidirectional needs a recurrent layer", "Received Dense"}},
          {"Bidirectional: a layer that cannot go backwards",
           on(steps, Bidirectional{TimeDistributed{Dense{2}}}),
           {"Bidirectional needs a recurrent layer", "Received TimeDistributed"}},
          {"Bidirectional: an unknown merge_mode",
           on(steps, Bidirectional{LSTM{2}, "max"}),
           {"merge_mode says how both outputs become one", "received \"max\""}},
          {"Bidirectional: both layers forwards",
           on(steps, both({2}, {2})),
           {"The two layers of Bidirectional go different ways", "Received the same go_backwards in both"}},
          {"Bidirectional: return_sequences in one layer",
           on(steps, both({.units = 2, .return_sequences = true}, turned({2}))),
           {"The two layers of Bidirectional have the same return_sequences", "received false in backward_layer"}},
          {"Bidirectional: return_state in one layer",
           on(steps, both({.units = 2, .return_state = true}, turned({2}))),
           {"The two layers of Bidirectional have the same return_state", "received false in backward_layer"}},
          {"Bidirectional: stateful in one layer",
           on(batch({2, 5, 4}), both({.units = 2, .stateful = true}, turned({2}))),
           {"The two layers of Bidirectional have the same stateful", "received false in backward_layer"}},
          {"Bidirectional: units that differ, summed",
           on(steps, both({2}, turned({3}), "sum")),
           {"With merge_mode \"sum\" both layers of Bidirectional have outputs of one shape",
            "received (None, 3) of backward_layer"}},
          {"Bidirectional: an odd number of initial states",
           on(Tensors{steps, samples({3})}, Bidirectional{GRU{3}}),
           {"The initial states of Bidirectional are those of both layers", "received 1"}},
          {"TimeDistributed: no layer", on(steps, TimeDistributed{}), {"TimeDistributed needs a layer", "Write"}},
          {"TimeDistributed: rows",
           on(row, TimeDistributed{Dense{2}}),
           {"TimeDistributed reads a sequence", "received (None, 4)"}},
          {"stateful: a batch of any size",
           on(steps, LSTM{.units = 3, .stateful = true}),
           {"A stateful layer keeps states for batches of one size,", "Received (None, 5, 4)"}},
          {"stateful: another batch than before",
           [] {
             Layer lstm = LSTM{.units = 3, .stateful = true};
             lstm(batch({2, 5, 4}));
             lstm(batch({3, 5, 4}));
           },
           {"A stateful layer has one size of batch", "received 3 rows"}},
          {"a mask of another rank",
           [] {
             (void)Sequential{Input{5, 4}, MaskOfAll{}, LSTM{3}}.predict(Array(Shape{1, 5, 4}));
           },
           {"The mask that a sequence carries", "Expected (None, 5)", "received (None, 5, 4)"},
           Keras::differs},
      });
}

}  // namespace
}  // namespace glia::tests
