"""Writes testing/goldens/metrics_options.json, computed in float64: the options, shapes, weights and masks of the metrics
that losses_metrics.py shows with their defaults. A case is as in metrics_more.py; a batch may have, too:
  mask   what Keras carries beside y_pred (true = counts); it has y_pred's shape without the last axis. Running Keras leaves
         what it hides out of sum and count, of the metrics that are the mean of a function, and only of these.
"""
import common
import keras
import numpy as np
from keras.src import backend
from losses_metrics import softmax

CUTS = (0, 2, 3, 6)
keras.config.set_floatx("float64")


def case(name, batches, arguments={}):
    metric, results = getattr(keras.metrics, name)(**arguments), []
    for batch in batches:
        given = {k: np.asarray(v, "bool" if k == "mask" else "float64" if k == "sample_weight" else None) for k, v in batch.items()}
        data = [backend.convert_to_tensor(given[k]) for k in ("values", "y_true", "y_pred") if k in given]
        if "mask" in given:
            backend.set_keras_mask(data[-1], backend.convert_to_tensor(given["mask"]))
        metric.update_state(*data, sample_weight=given.get("sample_weight"))
        results.append(common.digits12(metric.result()))
    out = {"metric": name, "arguments": arguments, "batches": batches, "results": results}
    return out if isinstance(metric, keras.metrics.Mean) else out | {"state": [np.asarray(v) for v in metric.variables]}


def cut(**arrays):
    """Three batches of 2, 1 and 3 samples, to four decimals."""
    arrays = {k: v if v.dtype == bool else np.round(v, 4) for k, v in arrays.items() if v is not None}
    return [{k: v[a:b] for k, v in arrays.items()} for a, b in zip(CUTS, CUTS[1:])]


def main():
    row = np.array([1.0, 0.5, 0.0, 2.0, 1.0, 0.25])
    steps = np.abs(common.noise(950, (6, 2), 2.0))
    mask = common.noise(77, (6, 2)) > -0.4
    mask[2] = False  # a batch that counts nothing
    y3, z3 = common.noise(120, (6, 2, 3), 2.0), common.noise(310, (6, 2, 3), 2.0)
    y, z = y3[:, 0], z3[:, 0]
    labels3 = np.argmax(y3 + z3, -1)
    hot3, q3, soft3 = np.eye(3)[labels3], softmax(z3), softmax(y3)
    labels, hot, q, soft = labels3[:, 0], hot3[:, 0], q3[:, 0], soft3[:, 0]
    b3, bits3 = 1 / (1 + np.exp(-z3)), (y3 + z3 > 0.3).astype("float64")
    cases = {}

    def options(key, name, true, output, variants):
        """Without weights, weighted by row; then, of two steps, by row, by step, masked, and masked and weighted."""
        for kind, arguments in variants.items():
            cases[f"{key}{kind}"] = case(name, cut(y_true=true[:, 0], y_pred=output[:, 0]), arguments)
            cases[f"{key}{kind}_row"] = case(name, cut(y_true=true[:, 0], y_pred=output[:, 0], sample_weight=row), arguments)
        last = list(variants.values())[-1]
        given = dict(y_true=true, y_pred=output)
        per_row = row[:, None] if "ignore_class" in last else row  # running Keras fails on its mask and weights of rank 1
        cases[f"{key}_steps_row"] = case(name, cut(**given, sample_weight=per_row), last)
        cases[f"{key}_steps_weights"] = case(name, cut(**given, sample_weight=steps), last)
        if output.ndim == 3:
            cases[f"{key}_steps_mask"] = case(name, cut(**given, mask=mask), last)
            cases[f"{key}_steps_mask_weights"] = case(name, cut(**given, mask=mask, sample_weight=steps), last)

    logits, smooth = dict(from_logits=True), dict(label_smoothing=0.2)
    options("mae", "MeanAbsoluteError", y3, z3, {"": {}})
    options("mse", "MeanSquaredError", y3, z3, {"": {}})
    options("accuracy", "Accuracy", np.round(y3), np.round(y3 + 0.3 * z3), {"": {}})
    options("binary", "BinaryAccuracy", bits3, b3, {"": {}, "_0.3": dict(threshold=0.3), "_0": dict(threshold=0.0)})
    options("categorical", "CategoricalAccuracy", hot3, q3, {"": {}})
    options("categorical_soft", "CategoricalAccuracy", soft3, q3, {"": {}})
    options("sparse", "SparseCategoricalAccuracy", labels3, q3, {"": {}})
    options("binary_crossentropy", "BinaryCrossentropy", bits3, b3, {"": {}, "_smooth": smooth})
    options("binary_crossentropy_logits", "BinaryCrossentropy", bits3, z3, {"": logits, "_smooth": logits | smooth})
    options("crossentropy", "CategoricalCrossentropy", hot3, q3, {"": {}, "_smooth": smooth})
    options("crossentropy_logits", "CategoricalCrossentropy", soft3, z3, {"": logits, "_smooth": logits | smooth})
    options("sparse_crossentropy", "SparseCategoricalCrossentropy", labels3, q3, {"": {}, "_ignore": dict(ignore_class=1)})
    options("sparse_crossentropy_logits", "SparseCategoricalCrossentropy", labels3, z3,
            {"": logits, "_ignore": logits | dict(ignore_class=2)})
    swapped = dict(y_pred=q3.swapaxes(1, 2))
    cases["crossentropy_axis_smooth"] = case("CategoricalCrossentropy", cut(y_true=hot3.swapaxes(1, 2), **swapped), smooth | dict(axis=1))
    for kind, values, weights in (("column", y[:, :1], row), ("2d_row", y, row), ("3d", y3, None), ("3d_row", y3, row),
                                  ("3d_steps", y3, steps), ("2d_all", y3[:, :, 0], steps)):
        cases[f"mean_{kind}"] = case("Mean", cut(values=values, sample_weight=weights))
    # Masks of the other means; the last three take none in running Keras.
    signs3, near3, positive = np.sign(y3), y3 + 0.5 * z3, np.abs(y3) + 0.1
    for name, true, output in (
            ("MeanAbsolutePercentageError", positive, z3), ("MeanSquaredLogarithmicError", positive, np.abs(z3)), ("LogCoshError", y3, z3),
            ("KLDivergence", soft3, q3), ("Poisson", positive, np.abs(z3) + 0.1), ("Hinge", signs3, z3), ("SquaredHinge", signs3, z3),
            ("CategoricalHinge", hot3, z3), ("CosineSimilarity", y3, near3), ("TopKCategoricalAccuracy", hot3, q3),
            ("SparseTopKCategoricalAccuracy", labels3, q3), ("ConcordanceCorrelation", y3, near3), ("PearsonCorrelation", y3, near3),
            ("RootMeanSquaredError", y3, z3), ("Precision", bits3, b3), ("MeanIoU", labels3, np.argmax(q3, -1))):
        arguments = dict(k=2) if "Top" in name else dict(num_classes=3) if "IoU" in name else {}
        given = dict(y_true=true, y_pred=output, mask=mask)
        cases[f"mask_{name}"] = case(name, cut(**given), arguments)
        if name != "MeanIoU":
            cases[f"mask_weights_{name}"] = case(name, cut(**given, sample_weight=steps), arguments)
    common.write("metrics_options.json", __file__, cases)


if __name__ == "__main__":
    main()
