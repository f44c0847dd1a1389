"""Writes testing/goldens/stateful.json, computed in float64: stateful layers of Keras over several batches.

A case: {"class_name", "config", "input", "weights", "outputs"}; the weights and the inputs are drawn as layers.py says, where
input k is that of call k. outputs[k]: what call k gives. The states are reset before the last call.
Each is an eager call. On JAX running Keras (3.15) forgets states in fit, evaluate and predict: its trainer carries only what a
layer tracks, and the states of an RNN are not tracked. With other backends, and by its documentation, they are kept there, too.
"""
import common
import keras
import numpy as np

keras.config.set_floatx("float64")
L = keras.layers
CALLS = 4


def case(make, config, shape, layer=None):
    layer = layer or make(**config, stateful=True, dtype="float64")
    xs = [common.noise(1000 + 7000 * k, shape) for k in range(CALLS)]
    layer(xs[0])
    for i, w in enumerate(layer.weights):
        w.assign(common.noise(100 + 5000 * i, w.shape, 0.5))
    layer.reset_state()
    outputs = []
    for k, x in enumerate(xs):
        if k + 1 == CALLS:
            layer.reset_state()
        outputs.append(np.asarray(layer(x)))
    assert outputs[0].dtype == np.float64
    return {"class_name": make.__name__, "config": config if "layer" in config or "cell" in config else dict(config, stateful=True),
            "input": shape, "weights": [list(w.shape) for w in layer.weights], "outputs": outputs}


def main():
    cases = {}
    for make in (L.SimpleRNN, L.LSTM, L.GRU):
        name = make.__name__.lower()
        cases[name] = case(make, dict(units=3), (2, 3, 2))
        cases[name + "_sequences"] = case(make, dict(units=2, return_sequences=True), (3, 2, 3))
        cases[name + "_backwards"] = case(make, dict(units=2, go_backwards=True), (1, 3, 2))
    for make in (L.SimpleRNNCell, L.LSTMCell, L.GRUCell):
        layer = L.RNN(make(units=3, dtype="float64"), stateful=True, dtype="float64")
        cell = {"class_name": make.__name__, "config": {"units": 3}}
        cases["rnn_" + make.__name__] = case(L.RNN, {"cell": cell, "stateful": True}, (2, 3, 2), layer)
    for n, shape in {1: (2, 2, 4, 1), 2: (2, 2, 3, 4, 1), 3: (1, 2, 2, 3, 2, 1)}.items():
        make = getattr(L, f"ConvLSTM{n}D")
        cases[f"conv_lstm{n}d"] = case(make, dict(filters=2, kernel_size=2), shape)
        cases[f"conv_lstm{n}d_same"] = case(make, dict(filters=1, kernel_size=3, padding="same", return_sequences=True), shape)
    common.write("stateful.json", __file__, cases)


if __name__ == "__main__":
    main()
