"""Writes testing/goldens/metrics_more.json, computed in float64: the metrics beside the ten of losses_metrics.py.

A case: {"metric", "arguments", "batches": [{"y_true", "y_pred", "sample_weight"?}], "results", "state"?}
  results[i]     result() after batch i, a number or an array; Sum takes "values" in place of y_true and y_pred
  state          the variables after the last batch, in Keras's order; absent for means, whose count Glia scales otherwise
Cases whose key ends in "_grid" have outputs that lie on thresholds; Keras ran them in float32, so that ties fall as there.
"""
import common
import keras
import numpy as np
from losses_metrics import softmax

CUTS = (0, 3, 4, 8)


def case(name, batches, arguments, dtype=None):
    metric, results = getattr(keras.metrics, name)(**arguments, **({} if dtype is None else {"dtype": dtype})), []
    for batch in batches:
        weight = batch.get("sample_weight")
        data = [np.asarray(batch[k]) for k in ("values", "y_true", "y_pred") if k in batch]
        metric.update_state(*data, sample_weight=None if weight is None else np.asarray(weight, "float64"))
        results.append(np.asarray(metric.result()))
    out = {"metric": name, "arguments": arguments, "batches": batches, "results": results}
    return out if isinstance(metric, keras.metrics.Mean) else out | {"state": [np.asarray(v) for v in metric.variables]}


def cut(y, p, w=None):
    """Three batches of 3, 1 and 4 samples, to four decimals, which keeps the file small."""
    y, p, w = (None if x is None else np.round(x, 4) for x in (y, p, w))
    return [{"y_true": y[a:b], "y_pred": p[a:b]} | ({} if w is None else {"sample_weight": w[a:b]}) for a, b in zip(CUTS, CUTS[1:])]


def both(key, name, y, p, variants, weight, steps=None):
    """Each set of arguments, without and with weights; `steps`: targets, outputs and weights of rank 3 and 2."""
    out = {}
    for kind, arguments in variants.items():
        out[f"{key}{kind}"] = case(name, cut(y, p), arguments)
        out[f"{key}{kind}_weight"] = case(name, cut(y, p, weight), arguments)
    if steps is not None:
        out[f"{key}_steps"] = case(name, cut(steps[0], steps[1]), {})
        out[f"{key}_steps_weight"] = case(name, cut(steps[0], steps[1], weight), {})
        out[f"{key}_steps_weights"] = case(name, cut(*steps), {})
    return out


def main():
    weight = np.array([1.0, 0.5, 0.0, 2.0, 1.0, 0.25, 3.0, 1.0])
    weights = np.abs(common.noise(950, (8, 3), 2.0))
    y, p = common.noise(10, (8, 4), 2.0), common.noise(60, (8, 4), 2.0)
    y3, p3 = common.noise(120, (8, 3, 4), 2.0), common.noise(310, (8, 3, 4), 2.0)
    q, q3 = softmax(common.noise(100, (8, 4), 3.0)), softmax(p3)
    soft, soft3 = softmax(y), softmax(y3)
    labels, labels3 = np.array([2, 0, 1, 3, 3, 2, 0, 1]), np.argmax(y3, -1)
    hot, hot3 = np.eye(4)[labels], np.eye(4)[labels3]
    bits = (common.noise(400, (8, 4)) > 0.1).astype("float64")
    b = 1 / (1 + np.exp(-common.noise(700, (8, 4), 2.0) - bits))
    bit1, b1 = bits[:, :1], b[:, :1]
    cases = {}
    bare = {"": {}}
    for key, name, t, o, t3, o3 in (
            ("mape", "MeanAbsolutePercentageError", y, p, y3, p3), ("msle", "MeanSquaredLogarithmicError", abs(y), abs(p), abs(y3), abs(p3)),
            ("rmse", "RootMeanSquaredError", y, p, y3, p3), ("logcosh", "LogCoshError", y, p, y3, p3),
            ("kld", "KLDivergence", soft, q, soft3, q3), ("poisson", "Poisson", abs(np.round(y)), abs(p) + 0.1, abs(y3), abs(p3) + 0.1),
            ("hinge", "Hinge", bits, p, np.sign(y3), p3), ("squared_hinge", "SquaredHinge", 2 * bits - 1, p, np.sign(y3), p3),
            ("categorical_hinge", "CategoricalHinge", hot, p, hot3, p3)):
        cases |= both(key, name, t, o, bare, weight, (t3, o3, weights))
        cases[f"{key}_one_batch"] = case(name, [{"y_true": np.round(t, 4), "y_pred": np.round(o, 4)}], {})
    near, near3 = y + 0.5 * p, y3 + 0.5 * p3  # so that no result is a small difference of large numbers
    for key, name in (("cosine", "CosineSimilarity"), ("pearson", "PearsonCorrelation"), ("concordance", "ConcordanceCorrelation")):
        cases |= both(key, name, y, near, bare, weight, (y3, near3, weights))
        cases[f"{key}_axis_1"] = case(name, cut(y3, near3), dict(axis=1))
        cases[f"{key}_axis_minus_2"] = case(name, cut(y3, near3, np.abs(common.noise(950, (8, 4), 2.0))), dict(axis=-2))
    cases |= both("top", "TopKCategoricalAccuracy", hot, q, {"_1": dict(k=1), "_2": dict(k=2), "_3": dict(k=3), "_5": {}}, weight, (hot3, q3, weights))
    cases |= both("sparse_top", "SparseTopKCategoricalAccuracy", labels, q, {"_1": dict(k=1), "_2": dict(k=2), "_3": dict(k=3), "_5": {}}, weight,
                  (labels3, q3, weights))
    cases["sparse_top_ids"] = case("SparseTopKCategoricalAccuracy", cut(labels, np.argsort(-q, -1).astype("float64"), weight), dict(k=2, from_sorted_ids=True))
    cases["sparse_top_tie"] = case("SparseTopKCategoricalAccuracy", cut(labels, np.round(q * 4) / 4), dict(k=2))
    for key, values, w in (("sum", y[:, 0] + 2, None), ("sum_weight", y[:, 0] + 2, weight), ("sum_2d", y + 2, None), ("sum_2d_weight", y + 2, weight),
                           ("sum_2d_weights", y3[:, :, 0] + 2, weights), ("sum_3d", y3 + 2, weights)):
        cases[key] = case("Sum", [{"values": np.round(values[a:c], 4)} | ({} if w is None else {"sample_weight": np.round(w[a:c], 4)}) for a, c in zip(CUTS, CUTS[1:])], {})
    some = {"": {}, "_03": dict(thresholds=0.3), "_three": dict(thresholds=[0.7, 0.2, 0.45]), "_even": dict(thresholds=[0.0, 0.25, 0.5, 0.75, 1.0])}
    for name in ("TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives", "Precision", "Recall"):
        key = "".join("_" + c.lower() if c.isupper() else c for c in name)[1:]
        cases |= both(key, name, bits, b, some, weight)
        cases |= both(key + "_one", name, bit1, b1, {"": {}}, weight)
        cases[f"{key}_flat"] = case(name, cut(bit1[:, 0], b1[:, 0], weight), {})
        cases[f"{key}_steps_weights"] = case(name, cut(hot3, q3, weights), dict(thresholds=0.3))
        cases[f"{key}_outside"] = case(name, cut(y, p), dict(thresholds=[0.0, 0.5, 1.0]))
        cases[f"{key}_grid"] = case(name, cut(bits, np.round(b * 8) / 8), dict(thresholds=[0.0, 0.25, 0.5, 0.75, 1.0]), "float32")
    for name in ("Precision", "Recall"):
        cases |= both(name.lower() + "_top", name, hot, q, {"_2": dict(top_k=2), "_2_class": dict(top_k=2, class_id=3), "_class": dict(class_id=1),
                                                            "_2_03": dict(top_k=2, thresholds=0.3), "_all": dict(top_k=4)}, weight)
        cases[f"{name.lower()}_top_tie"] = case(name, cut(hot, np.round(q * 4) / 4), dict(top_k=2), "float32")
        cases[f"{name.lower()}_steps_top"] = case(name, cut(hot3, q3), dict(top_k=1))
    for name, argument in (("SensitivityAtSpecificity", "specificity"), ("SpecificityAtSensitivity", "sensitivity"),
                           ("PrecisionAtRecall", "recall"), ("RecallAtPrecision", "precision")):
        variants = {f"_{a}": {argument: a} for a in (0.3, 0.8)} | {
            "_few": {argument: 0.5, "num_thresholds": 5}, "_two": {argument: 0.5, "num_thresholds": 2}, "_one": {argument: 0.5, "num_thresholds": 1},
            "_class": {argument: 0.6, "class_id": 2, "num_thresholds": 20}, "_never": {argument: 1.0, "num_thresholds": 9}}
        for kind in variants:
            variants[kind] = {"num_thresholds": 30} | variants[kind]
        cases |= both(f"{argument}_at", name, bits, b, variants, weight)
    cases["recall_at_default"] = case("PrecisionAtRecall", cut(bits, b), dict(recall=0.4))
    few = dict(num_thresholds=9)
    for curve in ("ROC", "PR", "PRGAIN"):
        variants = {f"_{m}": few | dict(curve=curve, summation_method=m) for m in ("interpolation", "majoring", "minoring")}
        variants |= {"_listed": dict(curve=curve, thresholds=[0.6, 0.2, 0.35]), "_listed_even": dict(curve=curve, thresholds=[0.25, 0.5, 0.75]),
                     "_multi": few | dict(curve=curve, multi_label=True), "_two": dict(curve=curve, num_thresholds=2),
                     "_multi_listed": dict(curve=curve, multi_label=True, thresholds=[0.6, 0.2], num_labels=4),
                     "_multi_weights": few | dict(curve=curve, multi_label=True, label_weights=[0.1, 0.4, 0.3, 0.2]),
                     "_weights": few | dict(curve=curve, label_weights=[0.1, 0.4, 0.3, 0.2])}
        cases |= both(f"auc_{curve.lower()}", "AUC", bits, b, variants, weight)
        cases[f"auc_{curve.lower()}_logits"] = case("AUC", cut(bits, p), few | dict(curve=curve, from_logits=True))
        cases[f"auc_{curve.lower()}_outside"] = case("AUC", cut(bits, p), few | dict(curve=curve))
        cases[f"auc_{curve.lower()}_grid"] = case("AUC", cut(bits, np.round(b * 8) / 8), few | dict(curve=curve), "float32")
    cases["auc_default"] = case("AUC", cut(bit1, b1), {})
    averages = {"_none": {}} | {f"_{a}": dict(average=a) for a in ("micro", "macro", "weighted")}
    thresholded = {f"{k}_threshold": v | dict(threshold=0.4) for k, v in averages.items()}
    cases |= both("f1", "F1Score", hot, q, averages | thresholded, weight)
    cases |= both("fbeta", "FBetaScore", bits, b, {k: v | dict(beta=0.5 if "macro" in k else 2.0) for k, v in (averages | thresholded).items()}, weight)
    cases["f1_zero_outputs"] = case("F1Score", cut(hot, q * (common.noise(400, (8, 1)) > 0)), dict(average="macro"))
    pixels, predicted = np.argmax(y3, -1), np.argmax(p3 + 2 * np.eye(4)[labels3], -1)
    whole = np.array([1.0, 2.0, 0.0, 2.0, 1.0, 1.5, 3.0, 1.0])
    per_pixel = np.floor(weights * 2)
    ignored = dict(num_classes=4, ignore_class=1)
    for key, name, more in (("iou", "IoU", dict(target_class_ids=[0, 2])), ("mean_iou", "MeanIoU", {})):
        cases |= {f"{key}{k}": case(name, d, dict(num_classes=4) | more | a) for k, (d, a) in {
            "": (cut(pixels, predicted), {}), "_pixel_weights": (cut(pixels, predicted, per_pixel), {}),
            "_flat_weight": (cut(labels, np.argmax(q, -1), whole), {}), "_ignore": (cut(pixels, predicted), ignored),
            "_scores": (cut(pixels, p3), dict(sparse_y_pred=False)), "_both_scores": (cut(hot3, p3), dict(sparse_y_true=False, sparse_y_pred=False)),
            "_outside": (cut(pixels, predicted - 1), {}), "_more_classes": (cut(pixels, predicted), dict(num_classes=7))}.items()}
    for key, name, more in (("one_hot_iou", "OneHotIoU", dict(target_class_ids=[1, 3])), ("one_hot_mean_iou", "OneHotMeanIoU", {})):
        cases |= {f"{key}{k}": case(name, d, dict(num_classes=4) | more | a) for k, (d, a) in {
            "": (cut(hot3, q3), {}), "_weights": (cut(hot3, q3, per_pixel), {}), "_weight": (cut(hot, q, whole), {}), "_ignore": (cut(hot3, q3), ignored),
            "_sparse": (cut(hot3, predicted), dict(sparse_y_pred=True)), "_rows": (cut(hot, q), {})}.items()}
    for kind, arguments in {"": {}, "_03": dict(threshold=0.3), "_zero": dict(target_class_ids=[0]), "_one": dict(target_class_ids=[1], threshold=0.6)}.items():
        cases[f"binary_iou{kind}"] = case("BinaryIoU", cut(bits, b), arguments)
        cases[f"binary_iou{kind}_weights"] = case("BinaryIoU", cut(bits, b, np.floor(np.abs(common.noise(950, (8, 4), 3.0)))), arguments)
    r2 = {f"_{k}": v for k, v in {"uniform": {}, "variance": dict(class_aggregation="variance_weighted_average"), "none": dict(class_aggregation=None),
                                  "regressors": dict(num_regressors=3), "many": dict(num_regressors=100), "exact": dict(num_regressors=31)}.items()}
    cases |= both("r2", "R2Score", y - 0.5, y - 0.5 + 0.2 * p, r2, np.maximum(weight, 0.25))
    cases["r2_column"] = case("R2Score", cut(y[:, 0], y[:, :1] + 0.5 * p[:, :1]), {})
    ignoring = dict(ignore_class=2)
    cases |= both("sparse_crossentropy", "SparseCategoricalCrossentropy", labels, q, {"_ignore": ignoring, "_ignore_1": dict(ignore_class=1)}, weight)
    cases["categorical_crossentropy_axis"] = case("CategoricalCrossentropy", cut(hot3.swapaxes(1, 2), q3.swapaxes(1, 2)), dict(axis=1))
    common.write("metrics_more.json", __file__, cases)


if __name__ == "__main__":
    keras.config.set_floatx("float64")
    main()
