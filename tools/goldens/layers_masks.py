"""Writes testing/goldens/layers_masks.json: layers whose inputs carry masks; a case is what layers.py says.

The masks have holes at the begin, in the middle and at the end; in some a row is hidden whole. On JAX the running Keras takes
no mask in ConvLSTM (the mask of a step does not fit the images of its states) unless the mask has axes for the images' sizes and filters,
which is what it is given here; on TensorFlow it makes them itself.
"""
import numpy as np
from layers import L, case, write
from layers_attention import heads

MIDDLE = [[True, False, True, True], [False, True, True, False]]
END = [[True, True, False, False], [True, True, True, True], [False, False, False, False]]
X, X3 = (2, 4, 3), (3, 4, 2)


def of_first(masks):
    return lambda xs: ((xs[0],), {"mask": np.array(masks[0]), **({"initial_state": list(xs[1:])} if len(xs) > 1 else {})})


def one(make, config, shape, mask, layer=None, initial=(), **more):
    masks = [mask] + [None] * len(initial)
    return case(make, config, [shape, *initial], layer=layer, masks=masks, spread=of_first(masks), **more)


def recurrent():
    for make, name in ((L.SimpleRNN, "simple"), (L.LSTM, "lstm"), (L.GRU, "gru")):
        states = 2 if make is L.LSTM else 1
        yield name, one(make, dict(units=3), X, MIDDLE)
        yield name + "_end", one(make, dict(units=2, return_state=True), X3, END)
        yield name + "_sequences", one(make, dict(units=2, return_sequences=True), X3, END)
        yield name + "_backwards", one(make, dict(units=2, return_sequences=True, go_backwards=True), X, MIDDLE)
        yield name + "_backwards_state", one(make, dict(units=2, return_state=True, go_backwards=True), X3, END)
        yield name + "_initial", one(make, dict(units=2, return_sequences=True, return_state=True), X, MIDDLE, initial=[(2, 2)] * states)
    yield "gru_before", one(L.GRU, dict(units=2, reset_after=False, return_sequences=True), X, MIDDLE)
    yield "lstm_no_bias", one(L.LSTM, dict(units=2, use_bias=False, unit_forget_bias=False, recurrent_activation="hard_sigmoid"), X, MIDDLE)


def cells():
    def rnn(make, cell, shape, mask, **config):
        layer = L.RNN(make(**cell, dtype="float64"), **config, dtype="float64")
        glia = {"cell": {"class_name": make.__name__, "config": cell}, **config}
        return one(L.RNN, glia, shape, mask, layer=layer)
    for make in (L.SimpleRNNCell, L.LSTMCell, L.GRUCell):
        name = "rnn_" + make.__name__.removesuffix("Cell").lower()
        yield name, rnn(make, dict(units=2), X, MIDDLE, return_sequences=True)
        yield name + "_zero", rnn(make, dict(units=2), X, MIDDLE, return_sequences=True, zero_output_for_mask=True)
        yield name + "_zero_last", rnn(make, dict(units=2), X3, END, return_state=True, zero_output_for_mask=True)

    def stacked(kind, units, shape, mask, **config):
        layer = L.RNN(L.StackedRNNCells([kind(units=u, dtype="float64") for u in units], dtype="float64"), **config, dtype="float64")
        inner = [{"class_name": kind.__name__, "config": {"units": u}} for u in units]
        return one(L.RNN, {"cell": {"class_name": "StackedRNNCells", "config": {"cells": inner}}, **config}, shape, mask, layer=layer)
    yield "stacked_lstm", stacked(L.LSTMCell, (3, 2), X, MIDDLE, zero_output_for_mask=True)
    yield "stacked_gru", stacked(L.GRUCell, (3, 2), X, MIDDLE)
    yield "stacked_gru_end", stacked(L.GRUCell, (2, 3), X3, END, return_sequences=True)
    yield "stacked_simple", stacked(L.SimpleRNNCell, (2, 2), X, MIDDLE, go_backwards=True)


def images():
    def one(axes, shape, masks, **config):
        make = getattr(L, f"ConvLSTM{axes}D")
        def spread(xs):
            return (xs[0],), {"mask": np.array(masks).reshape(len(masks), -1, *[1] * (axes + 1))}
        return case(make, dict(filters=2, kernel_size=2, **config), [shape], masks=[masks], spread=spread)
    yield "conv_lstm1d", one(1, (2, 4, 4, 2), MIDDLE)
    yield "conv_lstm1d_backwards", one(1, (2, 4, 3, 1), MIDDLE, go_backwards=True)
    yield "conv_lstm2d", one(2, (2, 4, 3, 3, 1), MIDDLE)
    yield "conv_lstm2d_end", one(2, (3, 4, 2, 3, 1), END, return_sequences=True, padding="same")
    yield "conv_lstm2d_state", one(2, (2, 4, 3, 2, 1), MIDDLE, return_state=True)
    yield "conv_lstm3d", one(3, (2, 4, 2, 2, 2, 1), MIDDLE)


def wrappers():
    def both(make, config, shape, mask, **more):
        layer = L.Bidirectional(make(**config, dtype="float64"), **more, dtype="float64")
        glia = {"layer": {"class_name": make.__name__, "config": config}, **more}
        glia["merge_mode"] = more.get("merge_mode", "concat") or ""
        return one(L.Bidirectional, glia, shape, mask, layer=layer)
    yield "both_lstm", both(L.LSTM, dict(units=2), X, MIDDLE)
    yield "both_lstm_sequences", both(L.LSTM, dict(units=2, return_sequences=True), X3, END)
    yield "both_gru_sum", both(L.GRU, dict(units=2, return_sequences=True), X, MIDDLE, merge_mode="sum")
    yield "both_gru_apart", both(L.GRU, dict(units=2), X3, END, merge_mode=None)
    yield "both_simple_mul", both(L.SimpleRNN, dict(units=2, return_sequences=True), X, MIDDLE, merge_mode="mul")
    yield "both_gru_state", both(L.GRU, dict(units=2, return_state=True, return_sequences=True), X, MIDDLE, merge_mode="ave")
    for name, make, config, shape in (("dense", L.Dense, dict(units=2), X), ("flatten", L.Flatten, {}, (2, 4, 2, 2)), ("norm", L.LayerNormalization, {}, (2, 4, 2, 3))):
        layer = L.TimeDistributed(make(**config, dtype="float64"), dtype="float64")
        yield "steps_" + name, one(L.TimeDistributed, {"layer": {"class_name": make.__name__, "config": config}}, shape, MIDDLE, layer=layer)
    for name, config, shape, mask in (("", {}, X, MIDDLE), ("_keep", dict(keepdims=True), X, MIDDLE), ("_long", {}, (3, 4, 5), END[:2] + [[False, False, False, True]]),
                                      ("_first", dict(data_format="channels_first"), (2, 3, 4), MIDDLE)):
        yield "average" + name, one(L.GlobalAveragePooling1D, config, shape, mask)
    norm = dict(momentum=0.9)
    yield "norm", one(L.BatchNormalization, norm, X, MIDDLE, training=True, positive=(3,))
    yield "norm_rows", one(L.BatchNormalization, norm, (3, 4, 2), END, training=True, positive=(3,))


Q_MASK, V_MASK, K_MASK = [[True, False, True], [True, True, False]], MIDDLE, [[True, True, True, False], [True, True, True, True]]


def attention():
    q, v, k = (2, 3, 4), (2, 4, 3), (2, 4, 2)
    # A query that is hidden whole has no score at all where Keras forms the scores itself, as with dropout; elsewhere it
    # gets the mean of all values. Glia does the first.
    formed = dict(dropout=0.1)
    for make, name, size in [(L.MultiHeadAttention, "multi_head", dict(num_heads=2, key_dim=2))]:
        def run(masks, shapes, **config):
            return heads(make, size | config, list(shapes), masks=masks, carried=masks)
        yield name + "_value", run([None, V_MASK], (q, v))
        yield name + "_query", run([Q_MASK, None], (q, v), **formed)
        yield name + "_both", run([Q_MASK, V_MASK], (q, v), **formed)
        yield name + "_key", run([Q_MASK, V_MASK, K_MASK], (q, v, k), **formed)
        yield name + "_causal", run([None, K_MASK], ((2, 4, 3), (2, 4, 3)), use_causal_mask=True)
        yield name + "_scores", run([None, V_MASK], (q, v), return_attention_scores=True)
    def group(masks, shapes, **config):
        size = dict(head_dim=2, num_query_heads=4, num_key_value_heads=2)
        return heads(L.GroupQueryAttention, size | config, list(shapes), name="GroupQueryAttention", masks=masks, carried=masks)
    yield "group_value", group([None, V_MASK], (q, (2, 4, 4)))
    yield "group_query", group([Q_MASK, None], (q, (2, 4, 4)), **formed)
    yield "group_both", group([Q_MASK, V_MASK], (q, (2, 4, 4)), **formed)
    yield "group_key", group([Q_MASK, V_MASK, K_MASK], (q, (2, 4, 4), (2, 4, 4)), **formed)
    yield "group_causal", group([None, K_MASK], ((2, 4, 3), (2, 4, 3)), use_causal_mask=True)
    yield "group_scores", group([None, V_MASK], (q, (2, 4, 4)), return_attention_scores=True)
    for make, name in ((L.Attention, "dot"), (L.AdditiveAttention, "additive")):
        same = (2, 4, 4)
        def scored(masks, *shapes, **config):
            flags = {f: config[f] for f in config if f in ("use_causal_mask", "return_attention_scores")}
            layer = make(**{f: c for f, c in config.items() if f not in flags}, dtype="float64")
            masked = [None if m is None else np.array(m) for m in masks]
            return case(make, config, list(shapes), layer=layer, masks=masks, spread=lambda xs: ((list(xs),), {"mask": masked, **flags}))
        yield name + "_value", scored([None, V_MASK], q, same)
        yield name + "_query", scored([Q_MASK, None], q, same)
        yield name + "_both", scored([Q_MASK, V_MASK], q, same)
        yield name + "_key", scored([Q_MASK, V_MASK, None], q, (2, 4, 2), same)
        yield name + "_causal", scored([None, K_MASK], same, same, use_causal_mask=True)
        yield name + "_scores", scored([Q_MASK, V_MASK], q, same, return_attention_scores=True)


if __name__ == "__main__":
    write("masks", __file__, list(recurrent()) + list(cells()) + list(images()) + list(wrappers()) + list(attention()))
