"""Writes testing/goldens/histories.json: under which names fit() logs losses and metrics, and their numbers.

A case is {"history": {name: [a number for each epoch]}}. How each case compiles its model is written below and, under the same
name, in glia/model/history_golden_test.cpp. All train `one` or `two`: x of noise(0, (8, 3)); layer "a" (3 → 2) on x, and for
`two` "b" (3 → 1) on x, with kernels noise(100, …) and noise(200, …), scaled by 0.5, and biases 0; targets noise(300, (8, 2)) and
noise(400, (8, 1)); SGD(0.1), two epochs, batches of 3, no shuffling; validation on the same rows with inputs x · 0.5. Cases with
"weighted" in their name have sample weights 0.5, 1, 1.5, …, 4 in training (not in validation).
"""
import common
import keras
import numpy as np

keras.config.set_floatx("float64")

M = keras.metrics




ONE = {
    "mae": dict(metrics=["mae"]),
    "mse": dict(metrics=["mse"]),
    "acc": dict(metrics=["acc"]),
    "accuracy": dict(metrics=["accuracy"]),
    "object": dict(metrics=[M.MeanAbsoluteError()]),
    "named_object": dict(metrics=[M.MeanAbsoluteError(name="x")]),
    "class_name": dict(metrics=["MeanAbsoluteError"]),
    "full_name": dict(metrics=["mean_absolute_error"]),
    "lambda": dict(metrics=[lambda t, y: keras.ops.abs(t - y)]),
    "three": dict(metrics=["mae", "mse", M.MeanAbsoluteError()]),
    "twice": dict(metrics=["mae", "mae"]),
    "one_output_nested": dict(metrics=[["mae", "mse"]]),
    "one_output_by_name": dict(loss={"a": "mse"}, metrics={"a": ["mae", "mse"]}),
    "one_output_loss_weight": dict(metrics=["mae"], loss_weights=[2.0]),
    "weighted": dict(weighted_metrics=["mae", "mse"]),
    "weighted_and_not": dict(metrics=["mae"], weighted_metrics=["mae"]),
    "weighted_twice": dict(metrics=["mae"], weighted_metrics=["mae", "mae"]),
}
TWO = {
    "two": dict(),
    "two_losses": dict(loss=["mse", "mae"]),
    "two_losses_by_name": dict(loss={"b": "mae", "a": "mse"}),
    "two_loss_weights": dict(loss=["mse", "mae"], loss_weights=[1.0, 2.0]),
    "two_loss_weights_by_name": dict(loss={"a": "mse", "b": "mae"}, loss_weights={"b": 2.0, "a": 0.5}),
    "two_metrics_one_each": dict(metrics=["mae", "mse"]),
    "two_metrics_nested": dict(metrics=[["mae"], ["mse", "mae"]]),
    "two_metrics_one_empty": dict(metrics=[["mae"], []]),
    "two_metrics_by_name": dict(metrics={"b": "mse", "a": ["mae", "mse"]}),
    "two_metrics_of_one_by_name": dict(metrics={"b": ["mae"]}),
    "two_weighted": dict(loss=["mse", "mae"], metrics=[["mae"], []], weighted_metrics=[["mae"], ["mse"]]),
}


def run(name, outputs, arguments):
    x = keras.Input((3,))
    layers = [keras.layers.Dense(n, name=label) for n, label in ((2, "a"), (1, "b"))][:outputs]
    model = keras.Model(x, [layer(x) for layer in layers] if outputs > 1 else layers[0](x))
    for layer, first in zip(layers, (100, 200)):
        layer.set_weights([common.noise(first, (3, layer.units), 0.5), np.zeros(layer.units)])
    model.compile(optimizer=keras.optimizers.SGD(0.1), **{"loss": "mse", **arguments})
    data = common.noise(0, (8, 3))
    ys = [common.noise(300, (8, 2)), common.noise(400, (8, 1))][:outputs]
    ys = ys if outputs > 1 else ys[0]
    weight = dict(sample_weight=0.5 * np.arange(1, 9)) if "weighted" in name else {}
    history = model.fit(data, ys, batch_size=3, epochs=2, shuffle=False, verbose=0, validation_data=(data * 0.5, ys), **weight)
    return {"history": {k: [float(v) for v in values] for k, values in history.history.items()}}


if __name__ == "__main__":
    cases = {name: run(name, outputs, arguments) for outputs, table in ((1, ONE), (2, TWO)) for name, arguments in table.items()}
    for name, case in cases.items():
        print(name, sorted(case["history"]))
    common.write("histories.json", __file__, cases)
