"""Writes testing/goldens/layers_conv_lstm.json, layers_rnn.json, layers_cells.json and layers_sequence.json, or what its arguments name; a case is what layers.py says."""
import sys

from layers import L, case, write

states = lambda xs: ((xs[0],), {"initial_state": list(xs[1:])} if len(xs) > 1 else {})


def recurrent():
    for make, name, count in [(L.SimpleRNN, "simple", 1), (L.LSTM, "lstm", 2), (L.GRU, "gru", 1)]:
        one = lambda shape, initial=0, **config: case(
            make, config, [shape] + [(shape[0], config["units"])] * initial, spread=states)
        yield name, one((2, 4, 3), units=3)
        yield name + "_one_step", one((3, 1, 2), units=2)
        yield name + "_sequences", one((2, 3, 2), units=4, return_sequences=True)
        yield name + "_state", one((2, 3, 2), units=3, return_state=True)
        yield name + "_backwards", one((2, 4, 2), units=3, return_sequences=True, go_backwards=True)
        yield name + "_backwards_last", one((2, 4, 2), units=3, return_state=True, go_backwards=True)
        yield name + "_no_bias", one((3, 3, 2), units=2, use_bias=False)
        yield name + "_relu", one((2, 3, 3), units=2, activation="relu")
        yield name + "_initial", one((2, 3, 2), initial=count, units=3, return_sequences=True, return_state=True)
        yield name + "_many_rows", one((19, 3, 2), units=2)
    yield "lstm_hard", case(L.LSTM, dict(units=3, recurrent_activation="hard_sigmoid"), [(2, 3, 2)])
    for more in ({}, dict(use_bias=False), dict(return_sequences=True, go_backwards=True), dict(activation="softsign")):
        yield "gru_before_" + "_".join(more), case(L.GRU, dict(units=3, reset_after=False, **more), [(2, 4, 3)])


def cells():
    def rnn(make, cell_config, shape, **config):
        class_name = make.__name__
        layer = L.RNN(make(**cell_config, dtype="float64"), **config, dtype="float64")
        glia = {"cell": {"class_name": class_name, "config": cell_config}, **config}
        return case(L.RNN, glia, [shape], layer=layer)
    for i, (make, config) in enumerate([(L.SimpleRNNCell, {}), (L.LSTMCell, {}), (L.GRUCell, {}), (L.GRUCell, dict(reset_after=False))]):
        yield f"rnn_{i}", rnn(make, dict(units=3, **config), (2, 3, 2))
        yield f"rnn_{i}_all", rnn(make, dict(units=2, **config), (3, 4, 3), return_sequences=True, return_state=True)
        yield f"rnn_{i}_no_bias", rnn(make, dict(units=2, use_bias=False, **config), (3, 2, 3), go_backwards=True)

    yield "rnn_simple_relu", rnn(L.SimpleRNNCell, dict(units=3, activation="relu"), (2, 4, 2))
    yield "rnn_simple_rows", rnn(L.SimpleRNNCell, dict(units=2), (17, 2, 3), return_sequences=True)
    yield "rnn_simple_one", rnn(L.SimpleRNNCell, dict(units=1, use_bias=False), (1, 1, 1), return_state=True)

    def stacked(kinds, shape, **config):
        layer = L.RNN(L.StackedRNNCells([k(units=u, dtype="float64") for k, u in kinds], dtype="float64"), **config, dtype="float64")
        inner = [{"class_name": k.__name__, "config": {"units": u}} for k, u in kinds]
        glia = {"cell": {"class_name": "StackedRNNCells", "config": {"cells": inner}}, **config}
        return case(L.RNN, glia, [shape], layer=layer)
    # on JAX the running Keras stacks only two or more cells of several states each
    lstm = lambda *units: [(L.LSTMCell, u) for u in units]
    yield "stacked", stacked(lstm(3, 2), (2, 3, 2))
    yield "stacked_three", stacked(lstm(2, 4, 3), (2, 3, 2))
    yield "stacked_rows", stacked(lstm(3, 1), (4, 2, 2))
    yield "stacked_all", stacked(lstm(2, 3), (2, 3, 2), return_sequences=True)
    yield "stacked_backwards", stacked(lstm(2, 2), (2, 3, 2), go_backwards=True)
    yield "stacked_equal", stacked(lstm(2, 2), (3, 2, 3), return_sequences=True)


def wrappers():
    def both(make, config, shape, **more):
        layer = L.Bidirectional(make(**config, dtype="float64"), **more, dtype="float64")
        glia = {"layer": {"class_name": make.__name__, "config": config}, **more}
        glia["merge_mode"] = more.get("merge_mode", "concat") or ""
        return case(L.Bidirectional, glia, [shape], layer=layer)
    yield "both", both(L.LSTM, dict(units=2), (2, 3, 2))
    yield "both_sequences", both(L.LSTM, dict(units=2, return_sequences=True), (2, 4, 2))
    yield "both_sum", both(L.GRU, dict(units=3, return_sequences=True), (2, 3, 2), merge_mode="sum")
    yield "both_mul", both(L.SimpleRNN, dict(units=3), (2, 3, 2), merge_mode="mul")
    yield "both_ave", both(L.GRU, dict(units=2), (3, 3, 2), merge_mode="ave")
    yield "both_apart", both(L.LSTM, dict(units=2, return_sequences=True), (2, 3, 2), merge_mode=None)
    yield "both_state", both(L.LSTM, dict(units=2, return_state=True), (2, 3, 2))

    def steps(make, config, shape):
        layer = L.TimeDistributed(make(**config, dtype="float64"), dtype="float64")
        glia = {"layer": {"class_name": make.__name__, "config": config}}
        return case(L.TimeDistributed, glia, [shape], layer=layer)
    yield "steps_dense", steps(L.Dense, dict(units=3), (2, 3, 4))
    yield "steps_dense_rank4", steps(L.Dense, dict(units=2, activation="tanh"), (2, 3, 2, 2))
    yield "steps_conv", steps(L.Conv2D, dict(filters=2, kernel_size=2), (2, 2, 3, 3, 1))
    yield "steps_flatten", steps(L.Flatten, {}, (2, 3, 2, 2))
    yield "steps_norm", steps(L.LayerNormalization, {}, (2, 2, 4))
    yield "steps_lstm", steps(L.LSTM, dict(units=2), (2, 2, 3, 2))

    for name, config, shape, n in [("", {}, (2, 3), 5), ("_rank1", {}, (4,), 3), ("_rank3", {}, (2, 2, 3), 4),
                                   ("_wide", {}, (3, 2), 2), ("_one", {}, (1, 1), 3), ("_zero", dict(mask_zero=True), (2, 4), 6)]:
        yield "embedding" + name, case(L.Embedding, dict(input_dim=n, output_dim=len(shape) + 2, **config), [shape], integers=n)
    for value in (0.0, 0.5, -1.0):
        for shape in ((2, 3, 2), (1, 4, 3)):
            yield f"masking_{value}_{shape[1]}", case(L.Masking, dict(mask_value=value), [shape])


def conv_lstm():
    sizes = {1: (2, 3, 5, 2), 2: (2, 3, 4, 3, 2), 3: (1, 2, 3, 2, 3, 1)}
    first = dict(data_format="channels_first")
    for n, shape in sizes.items():
        make, name = getattr(L, f"ConvLSTM{n}D"), f"conv_lstm{n}d"
        out = shape[:1] + tuple(s - 1 for s in shape[2:-1])
        one = lambda initial=(), at=shape, **config: case(
            make, dict(filters=2, kernel_size=2, **config), [at] + list(initial), spread=states)
        yield name, one()
        yield name + "_sequences_state", one(return_sequences=True, return_state=True)
        yield name + "_same", one(padding="same", go_backwards=True, return_sequences=True)
        yield name + "_strides", one(strides=2, recurrent_activation="hard_sigmoid", at=shape[:2] + (4,) * n + shape[-1:])
        yield name + "_dilation", one(dilation_rate=2, use_bias=False, padding="same")
        yield name + "_first", one(at=shape[:2] + shape[-1:] + shape[2:-1], return_state=True, activation="softsign", **first)
        yield name + "_one_step", one(at=(3, 1) + (2,) * n + (3,), padding="same")
        yield name + "_initial", one(initial=[out + (2,)] * 2, return_sequences=True)
    yield "conv_lstm2d_sizes", case(L.ConvLSTM2D, dict(filters=3, kernel_size=[3, 1], padding="same"), [(1, 2, 3, 4, 1)])


for family, cases in (("conv_lstm", conv_lstm), ("rnn", recurrent), ("cells", cells), ("sequence", wrappers)):
    if family in (sys.argv[1:] or family):
        write(family, __file__, cases())
