"""Writes testing/goldens/losses.json and testing/goldens/metrics.json, computed in float64.

losses.json, a case: {"loss", "arguments", "y_true", "y_pred", "sample_weight"?, "mask"?, "value", "gradient"?}
  loss           Keras's class; arguments: beside the defaults
  mask           what Keras carries beside y_pred (true = counts); it has y_pred's shape without the last axis
  value          loss(y_true, y_pred, sample_weight): a number, or an array where the reduction is null or "none"
  gradient       of the value by y_pred, in its shape; absent where the value is an array
The "e4" cases share probabilities and classes: categorical and sparse are 0.2899; binary is 0.1865, the mean over the three
classes of a sum of 0.5595, which is what a binary formula written over one-hot targets gives.

metrics.json, a case: {"metric", "arguments", "batches": [{"y_true", "y_pred", "sample_weight"?}], "results"}
  results[i]     result() after batch i; Mean takes "values" in place of y_true and y_pred
metrics.json, "strings": [{"y_true" shape, "y_pred" shape, "accuracy", "crossentropy"}]: the metric class that "accuracy"
and the loss function that "crossentropy" mean there
"""
import common
import keras
import numpy as np
from keras.src import backend
from keras.src.trainers.compile_utils import get_loss, get_metric

keras.config.set_floatx("float64")


def softmax(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def loss_case(name, arguments, y_true, y_pred, sample_weight=None, mask=None):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred, "float64")
    weight = None if sample_weight is None else np.asarray(sample_weight, "float64")
    loss = getattr(keras.losses, name)(**arguments)

    def value(p):
        if mask is not None:
            backend.set_keras_mask(p, backend.convert_to_tensor(np.asarray(mask)))
        return loss(y_true, p, sample_weight=weight)
    v, gradient = common.value_and_gradient(value, y_pred)
    assert v.dtype == gradient.dtype == np.float64
    case = {"loss": name, "arguments": arguments, "y_true": y_true, "y_pred": y_pred}
    if weight is not None: case["sample_weight"] = weight
    if mask is not None: case["mask"] = mask
    return case | {"value": v} | ({"gradient": gradient} if v.ndim == 0 else {})


def losses():
    y, p = common.noise(10, (4, 3), 2.0), common.noise(60, (4, 3), 2.0)
    row, z = [1.0, 0.5, 0.0, 2.0], common.noise(100, (4, 3), 3.0)
    q, labels = softmax(z), [2, 0, 1, 1]
    one_hot, soft = np.eye(3)[labels], softmax(common.noise(200, (4, 3), 2.0))
    zb = common.noise(300, (4, 2), 3.0)
    b, bits = 1 / (1 + np.exp(-zb)), [[1, 0], [0, 0], [1, 1], [0, 1]]
    zs, ys = common.noise(500, (2, 4, 3), 2.0), [[0, 1, 2, 0], [2, 2, 1, 0]]
    mask, per_step = [[True, True, False, False], [True, True, True, False]], [[1.0, 2.0, 3.0, 4.0], [0.5, 0.5, 1.0, 1.0]]
    CCE, SCE, BCE = "CategoricalCrossentropy", "SparseCategoricalCrossentropy", "BinaryCrossentropy"
    MSE, MAE = "MeanSquaredError", "MeanAbsoluteError"
    e4 = [[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]]
    cases = {
        "e4_categorical": loss_case(CCE, {}, np.eye(3)[[0, 1]], e4),
        "e4_sparse": loss_case(SCE, {}, [0, 1], e4),
        "e4_binary": loss_case(BCE, {}, np.eye(3)[[0, 1]], e4),
        "categorical_zero_probability": loss_case(CCE, {}, [[1.0, 0.0, 0.0]], [[0.0, 0.25, 0.75]]),
        "sparse_zero_probability": loss_case(SCE, {}, [0], [[0.0, 0.25, 0.75]]),
        "binary_zero_probability": loss_case(BCE, {}, [[1.0]], [[0.0]]),
        "mse_target_n_output_n_1": loss_case(MSE, {}, [1.0, 2.0, 4.0, 8.0], [[1.5], [2.0], [3.0], [8.25]]),
    }
    for name, loss in (("mse", MSE), ("mae", MAE)):
        for reduction in ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", None):
            for kind, weight in (("", None), ("_row_weight", row)):
                cases[f"{name}_{reduction}{kind}"] = loss_case(loss, dict(reduction=reduction), y, p, weight)
    for reduction in ("sum_over_batch_size", "sum", "mean_with_sample_weight", None):
        cases[f"sparse_{reduction}_row_weight"] = loss_case(SCE, dict(reduction=reduction), labels, q, row)
    logits, smooth = dict(from_logits=True), dict(label_smoothing=0.1)
    for key, args in (("", {}), ("_smooth", smooth)):
        cases |= {
            f"categorical{key}": loss_case(CCE, args, one_hot, q), f"categorical_soft{key}": loss_case(CCE, args, soft, q),
            f"categorical_logits{key}": loss_case(CCE, args | logits, one_hot, z),
            f"binary{key}": loss_case(BCE, args, bits, b), f"binary_logits{key}": loss_case(BCE, args | logits, bits, zb)}
    cases |= {
        "categorical_not_normalised": loss_case(CCE, {}, one_hot, q * 0.5),
        "categorical_row_weight": loss_case(CCE, {}, one_hot, q, row),
        "categorical_large_logits": loss_case(CCE, logits, one_hot, z * 200),
        "sparse": loss_case(SCE, {}, labels, q), "sparse_logits": loss_case(SCE, logits, labels, z),
        "sparse_labels_n_1": loss_case(SCE, {}, [[v] for v in labels], q),
        "sparse_large_logits": loss_case(SCE, logits, labels, z * 200),
        "sparse_ignore_class": loss_case(SCE, dict(ignore_class=1), labels, q),
        "sparse_sequence_logits": loss_case(SCE, logits, ys, zs),
        "sparse_sequence_mask": loss_case(SCE, logits, ys, zs, mask=mask),
        "sparse_sequence_mask_weight": loss_case(SCE, logits, ys, zs, per_step, mask),
        "sparse_sequence_mask_sum": loss_case(SCE, logits | dict(reduction="sum"), ys, zs, mask=mask),
        "sparse_sequence_mask_weighted_mean": loss_case(SCE, logits | dict(reduction="mean_with_sample_weight"), ys, zs,
                                                        per_step, mask),
        "mse_sequence_mask": loss_case(MSE, {}, common.noise(700, (2, 4, 3)), zs, mask=mask),
        "binary_row_weight": loss_case(BCE, {}, bits, b, row),
        "binary_large_logits": loss_case(BCE, logits, bits, zb * 200),
    }
    return cases


def metric_case(name, batches, **arguments):
    metric, results = getattr(keras.metrics, name)(**arguments), []
    for batch in batches:
        weight = batch.get("sample_weight")
        data = [np.asarray(batch[k]) for k in ("values", "y_true", "y_pred") if k in batch]
        metric.update_state(*data, sample_weight=None if weight is None else np.asarray(weight, "float64"))
        results.append(np.asarray(metric.result()))
    return {"metric": name, "arguments": arguments, "batches": batches, "results": results}


def metrics():
    q = softmax(common.noise(100, (8, 4), 3.0))
    cut = lambda y, p, w=None: [{"y_true": y[:3], "y_pred": p[:3]} | ({} if w is None else {"sample_weight": w[:3]}),
                                {"y_true": y[3:], "y_pred": p[3:]} | ({} if w is None else {"sample_weight": w[3:]})]
    labels = np.array([2, 0, 1, 3, 3, 2, 0, 1])
    weight = np.array([1.0, 0.5, 0.0, 2.0, 1.0, 0.25, 3.0, 1.0])
    y, p = common.noise(10, (8, 2), 2.0), common.noise(60, (8, 2), 2.0)
    b, bits = 0.5 + common.noise(300, (8, 1), 0.5), np.array([[1], [0], [0], [1], [1], [0], [1], [0]])
    steps = softmax(common.noise(800, (2, 4, 3), 2.0))
    right = steps.argmax(-1)
    right[0, :3] = (right[0, :3] + 1) % 3  # three of eight wrong
    tie = [{"y_true": [0, 1, 2], "y_pred": [[0.4, 0.4, 0.2], [0.4, 0.4, 0.2], [0.3, 0.4, 0.3]]}]
    cases = {
        "accuracy": metric_case("Accuracy", cut(np.array([1, 2, 3, 4, 1, 1, 0, 2]), np.array([1, 2, 0, 4, 1, 0, 0, 1]))),
        "sparse": metric_case("SparseCategoricalAccuracy", cut(labels, q)),
        "sparse_weight": metric_case("SparseCategoricalAccuracy", cut(labels, q, weight)),
        "sparse_labels_n_1": metric_case("SparseCategoricalAccuracy", cut(labels[:, None], q)),
        "sparse_tie": metric_case("SparseCategoricalAccuracy", tie),
        "sparse_sequence": metric_case("SparseCategoricalAccuracy",
                                       [{"y_true": right, "y_pred": steps}]),
        "categorical": metric_case("CategoricalAccuracy", cut(np.eye(4)[labels], q)),
        "categorical_weight": metric_case("CategoricalAccuracy", cut(np.eye(4)[labels], q, weight)),
        "binary": metric_case("BinaryAccuracy", cut(bits, b)),
        "binary_weight": metric_case("BinaryAccuracy", cut(bits, b, weight)),
        "binary_threshold": metric_case("BinaryAccuracy", cut(bits, b), threshold=0.8),
        "binary_at_threshold": metric_case("BinaryAccuracy", [{"y_true": [[1], [0]], "y_pred": [[0.5], [0.5]]}]),
        "top_2": metric_case("TopKCategoricalAccuracy", cut(np.eye(4)[labels], q), k=2),
        "sparse_top_2": metric_case("SparseTopKCategoricalAccuracy", cut(labels, q), k=2),
        "mean": metric_case("Mean", [{"values": [1.0, 2.0, 4.0]}, {"values": [8.0]}]),
        "mean_weight": metric_case("Mean", [{"values": [1.0, 2.0, 4.0], "sample_weight": [1.0, 0.0, 0.5]},
                                            {"values": [8.0], "sample_weight": [2.0]}]),
    }
    for key, name in (("mse", "MeanSquaredError"), ("mae", "MeanAbsoluteError"), ("rmse", "RootMeanSquaredError")):
        cases |= {key: metric_case(name, cut(y, p)), f"{key}_weight": metric_case(name, cut(y, p, weight))}
    for key, name, true in (("binary_crossentropy", "BinaryCrossentropy", bits),
                            ("categorical_crossentropy", "CategoricalCrossentropy", np.eye(4)[labels]),
                            ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy", labels)):
        cases[key] = metric_case(name, cut(true, b if name.startswith("Bin") else q, weight))
    return cases


def strings():
    shapes = [((4, 1), (4, 1)), ((4,), (4, 1)), ((4, 2), (4, 2)), ((4, 10), (4, 10)), ((4,), (4, 10)), ((4, 1), (4, 10)),
              ((4, 7), (4, 7, 10)), ((4, 7, 10), (4, 7, 10)), ((4, 7, 1), (4, 7, 1))]
    metric = lambda *xs: type(get_metric("accuracy", *map(np.zeros, xs))).__name__
    loss = lambda *xs: get_loss("crossentropy", *map(np.zeros, xs)).fn.__name__
    return [{"y_true": t, "y_pred": p, "accuracy": metric(t, p), "crossentropy": loss(t, p)} for t, p in shapes]



if __name__ == "__main__":
    common.write("losses.json", __file__, losses())
    common.write("metrics.json", __file__, metrics(), strings=strings())
