"""Writes testing/goldens/losses_masks.json, computed in float64: masks, weights and reductions of the losses together, and the
axes of the cross-entropies. A case is as in losses_metrics.py; inputs have four decimals, results twelve digits.

The mask covers steps; one row of two is hidden whole. Losses of a whole batch (Dice, Tversky, Circle, CTC) take none.
"""
import common
import keras
import numpy as np
from losses_metrics import loss_case, softmax

keras.config.set_floatx("float64")
MASK = [[True, False, True], [False, False, False]]
STEPS = [[1.0, 2.0, 0.5], [3.0, 1.0, 0.25]]
ROW = [[0.5], [2.0]]  # running Keras fails on a mask of steps and weights of rank 1


def short(case):
    rounded = {k: np.round(case[k], 4) for k in ("y_true", "y_pred") if k in case}
    return case | rounded | {k: common.digits12(case[k]) for k in ("value", "gradient") if k in case}


def main():
    four = lambda x: np.round(x, 4)
    y, z = four(common.noise(10, (2, 3, 3), 2.0)), four(common.noise(60, (2, 3, 3), 2.0))
    q, soft, b = four(softmax(z)), four(softmax(y)), four(1 / (1 + np.exp(-z)))
    labels = np.argmax(y, -1)
    hot, bits, signs = np.eye(3)[labels], (y > 0).astype("float64"), np.where(y > 0, 1.0, -1.0)
    positive, output = np.abs(y) + 0.5, np.abs(z) + 0.25
    logits = dict(from_logits=True)
    cases = {}
    for key, name, arguments, true, pred in (
            ("mse", "MeanSquaredError", {}, y, z), ("mae", "MeanAbsoluteError", {}, y, z), ("msle", "MeanSquaredLogarithmicError", {}, positive, output),
            ("mape", "MeanAbsolutePercentageError", {}, positive, z), ("huber", "Huber", dict(delta=0.75), y, z), ("log_cosh", "LogCosh", {}, y, z),
            ("cosine", "CosineSimilarity", {}, y, z), ("kld", "KLDivergence", {}, soft, q), ("poisson", "Poisson", {}, positive, output),
            ("hinge", "Hinge", {}, signs, z), ("squared_hinge", "SquaredHinge", {}, bits, z), ("categorical_hinge", "CategoricalHinge", {}, hot, z),
            ("binary", "BinaryCrossentropy", dict(label_smoothing=0.1), bits, b), ("binary_logits", "BinaryCrossentropy", logits, bits, z),
            ("categorical", "CategoricalCrossentropy", dict(label_smoothing=0.1), hot, q), ("categorical_logits", "CategoricalCrossentropy", logits, soft, z),
            ("sparse", "SparseCategoricalCrossentropy", {}, labels, q), ("sparse_ignore", "SparseCategoricalCrossentropy", logits | dict(ignore_class=1), labels, z),
            ("binary_focal", "BinaryFocalCrossentropy", dict(gamma=1.5, apply_class_balancing=True), bits, b),
            ("categorical_focal", "CategoricalFocalCrossentropy", dict(alpha=0.5, gamma=3.0), hot, q),
            ("generalized", "CategoricalGeneralizedCrossEntropy", dict(q=0.6), labels, q)):
        cases[f"{key}_mask"] = short(loss_case(name, arguments, true, pred, mask=MASK))
        cases[f"{key}_mask_row"] = short(loss_case(name, arguments, true, pred, ROW, MASK))
        cases[f"{key}_mask_steps_mean"] = short(loss_case(name, arguments | dict(reduction="mean_with_sample_weight"), true, pred, STEPS, MASK))
        cases[f"{key}_mask_sum"] = short(loss_case(name, arguments | dict(reduction="sum"), true, pred, STEPS, MASK))
        cases[f"{key}_mask_each"] = short(loss_case(name, arguments | dict(reduction=None), true, pred, STEPS, MASK))
        cases[f"{key}_steps"] = short(loss_case(name, arguments, true, pred, STEPS))
    for kind, true, pred, arguments in (("", hot, q, {}), ("_logits", soft, z, logits), ("_smooth", hot, q, dict(label_smoothing=0.3))):
        cases[f"categorical_axis_1{kind}"] = short(loss_case("CategoricalCrossentropy", arguments | dict(axis=1), true.swapaxes(1, 2), pred.swapaxes(1, 2)))
    for key, name in (("categorical", "CategoricalCrossentropy"), ("categorical_focal", "CategoricalFocalCrossentropy")):  # two steps
        cases[f"{key}_axis_1_two"] = short(loss_case(name, dict(axis=1, label_smoothing=0.3), hot[:, :2].swapaxes(1, 2), q[:, :2].swapaxes(1, 2)))
    cases["binary_axis_1"] = short(loss_case("BinaryCrossentropy", dict(axis=1), bits, b, [[1.0, 2.0, 0.5], [0.0, 1.0, 3.0]]))
    common.write("losses_masks.json", __file__, cases)


if __name__ == "__main__":
    main()
