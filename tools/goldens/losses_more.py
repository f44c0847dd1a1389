"""Writes testing/goldens/losses_more.json, computed in float64: the losses beside the six of losses_metrics.py, whose
docstring gives the schema of a case ("losses.json").

Each loss is reduced in every way, without and with weights of samples, and then meets what is special about it: targets of
rank 1 and 3, logits, axes, values at the bounds where it clips.
"""
import common
import keras
import numpy as np
from losses_metrics import loss_case, softmax

REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", None)


def cases_of(key, loss, target, output, special, **arguments):
    """Every reduction, bare and weighted, then {name: (arguments, target, output, weight)} of `special`."""
    row, out = np.array([1.0, 0.5, 0.0, 2.0]), {}
    for reduction in REDUCTIONS:
        for kind, weight in (("", None), ("_weight", row)):
            out[f"{key}_{reduction}{kind}"] = loss_case(loss, arguments | dict(reduction=reduction), target, output, weight)
    for name, (args, y, p, *weight) in special.items():
        out[f"{key}_{name}"] = loss_case(loss, arguments | args, y, p, *weight)
    return out


def main():
    y, p = common.noise(10, (4, 3), 2.0), common.noise(60, (4, 3), 2.0)
    y3, p3 = common.noise(120, (2, 4, 3), 2.0), common.noise(170, (2, 4, 3), 2.0)
    z, z3 = common.noise(100, (4, 3), 3.0), common.noise(500, (2, 4, 3), 2.0)
    q, q3, soft, soft3 = softmax(z), softmax(z3), softmax(common.noise(200, (4, 3), 2.0)), softmax(p3)
    labels, labels3 = np.array([2, 0, 1, 1]), np.array([[0, 1, 2, 0], [2, 2, 1, 0]])
    hot, hot3 = np.eye(3)[labels], np.eye(3)[labels3]
    bits = np.array([[1, 0, 1], [0, 0, 1], [1, 1, 0], [0, 1, 0]], "float64")
    signs, b, b3 = 2 * bits - 1, 1 / (1 + np.exp(-p)), 1 / (1 + np.exp(-p3))
    column = ({}, [1.0, 2.0, 4.0, 8.0], [[1.5], [2.5], [3.0], [8.25]])
    steps = np.array([[1.0, 2.0, 3.0, 4.0], [0.5, 0.5, 0.0, 1.0]])
    higher = {"steps": ({}, y3, p3), "steps_weight": ({}, y3, p3, steps), "column": column}
    positive = {"steps": ({}, np.abs(y3), np.abs(p3)), "steps_weight": ({}, np.abs(y3), np.abs(p3), steps), "column": column}
    hinges = {"signs": ({}, signs, p), "other_targets": ({}, y, p), "one_two_among_ones": ({}, np.where(y > 1, 2.0, 1.0), p),
              "steps": ({}, np.sign(y3), p3, steps)}
    zeros = np.where(np.arange(12).reshape(4, 3) < 3, 0.0, y)
    cases = cases_of("mape", "MeanAbsolutePercentageError", y, p, higher | {"zero_target": ({}, zeros, p)})
    cases |= cases_of("msle", "MeanSquaredLogarithmicError", np.abs(y), np.abs(p), positive | {"negative": ({}, y, p)})
    cases |= cases_of("huber", "Huber", y, p, higher | {
        "small_delta": (dict(delta=0.25), y, p), "large_delta": (dict(delta=10.0), y, p),
        "at_delta": (dict(delta=0.5), [[0.0, 1.0]], [[0.5, 1.0]])})
    cases |= cases_of("log_cosh", "LogCosh", y, p, higher | {"far": ({}, y * 500, p), "none": ({}, y + 0.25, y)})
    cases |= cases_of("kld", "KLDivergence", soft, q, {
        "steps": ({}, soft3, q3, steps), "one_hot": ({}, hot, q), "outside": ({}, hot * 1.5, q * 2 - 0.25),
        "not_normalised": ({}, soft * 0.5, q)})
    cases |= cases_of("poisson", "Poisson", np.abs(np.round(y)), np.abs(p) + 0.1, positive | {
        "tiny": ({}, [[1.0, 0.0]], [[1e-8, 1e-8]])})
    cases |= cases_of("hinge", "Hinge", bits, p, hinges)
    cases |= cases_of("squared_hinge", "SquaredHinge", bits, p, hinges)
    cases |= cases_of("categorical_hinge", "CategoricalHinge", hot, p, {
        "steps": ({}, hot3, p3, steps), "soft": ({}, soft, z), "signs": ({}, signs, p)})
    cases |= cases_of("cosine", "CosineSimilarity", y, p, {
        "steps": ({}, y3, p3, steps), "axis_1": (dict(axis=1), y3, p3), "axis_0": (dict(axis=0), y, p),
        "zero_target": ({}, zeros, p), "long": ({}, y * 1e3, p * 1e-3)})
    balanced, logits = dict(apply_class_balancing=True), dict(from_logits=True)
    cases |= cases_of("binary_focal", "BinaryFocalCrossentropy", bits, b, {
        "balanced": (balanced, bits, b), "balanced_alpha": (balanced | dict(alpha=0.8), bits, b), "gamma": (dict(gamma=0.5), bits, b),
        "gamma_0": (dict(gamma=0.0), bits, b), "logits": (logits, bits, p), "smooth": (dict(label_smoothing=0.2), bits, b),
        "all": (balanced | logits | dict(alpha=0.6, gamma=3.0, label_smoothing=0.1), bits, p),
        "steps": ({}, soft3, b3, steps), "axis_1": (dict(axis=1), soft3, b3)})
    cases |= cases_of("categorical_focal", "CategoricalFocalCrossentropy", hot, q, {
        "alphas": (dict(alpha=[0.2, 0.5, 0.3]), hot, q), "gamma": (dict(gamma=0.5), hot, q), "logits": (logits, hot, z),
        "smooth": (dict(label_smoothing=0.2), hot, q), "soft": ({}, soft, q), "not_normalised": ({}, hot, q * 0.5),
        "all": (logits | dict(alpha=[0.1, 0.4, 0.7], gamma=1.5, label_smoothing=0.1), hot, z),
        "steps": ({}, hot3, q3, steps), "axis_1": (dict(axis=1), hot3.swapaxes(1, 2), q3.swapaxes(1, 2))})
    cases |= cases_of("generalized", "CategoricalGeneralizedCrossEntropy", labels, q, {
        "q_09": (dict(q=0.9), labels, q), "q_01": (dict(q=0.1), labels, q), "steps": ({}, labels3, q3, steps),
        "not_normalised": ({}, labels, q * 0.5)})
    region = {"axis_1": (dict(axis=1), bits, b), "axis_last": (dict(axis=-1), soft3, b3), "axes_0_2": (dict(axis=[0, 2]), soft3, b3),
              "axis_1_weight": (dict(axis=[1]), bits, b, [1.0, 0.5, 0.0, 2.0]), "steps": ({}, soft3, b3), "empty": ({}, bits * 0, b)}
    cases |= cases_of("dice", "Dice", bits, b, region)
    cases |= cases_of("tversky", "Tversky", bits, b, region | {
        "alpha": (dict(alpha=0.3, beta=0.7), bits, b), "alpha_steps": (dict(alpha=0.9, beta=0.2, axis=[1, 2]), soft3, b3)})
    unit = p / np.linalg.norm(p, axis=-1, keepdims=True)
    six = common.noise(900, (6, 4), 1.0)
    six, kinds = six / np.linalg.norm(six, axis=-1, keepdims=True), np.array([0, 1, 2, 1, 0, 5])
    cases |= cases_of("circle", "Circle", np.array([2, 0, 2, 0]), unit, {
        "six": ({}, kinds, six), "gamma": (dict(gamma=4.0, margin=0.1), kinds, six),
        "diagonal": (dict(remove_diagonal=False), kinds, six), "gamma_sum": (dict(gamma=4.0, reduction="sum"), kinds, six),
        "labels_n_1": (dict(gamma=4.0), kinds[:, None], six), "alone": (dict(gamma=4.0), np.arange(6), six)})
    cases |= cases_of("sparse_ignore", "SparseCategoricalCrossentropy", labels, q, {
        "logits": (logits, labels, z), "minus_1": (dict(ignore_class=-1), np.where(labels == 1, -1, labels), q),
        "steps": ({}, labels3, q3, steps), "steps_255": (dict(ignore_class=255) | logits, np.where(labels3 == 2, 255, labels3), z3),
        "all_ignored": (dict(ignore_class=0), labels * 0, q), "none_ignored": (dict(ignore_class=7), labels, q)},
        ignore_class=1)
    # too_long: without a gradient, for f32 has steps of 0.008 near its 1e5
    # frames of 5 classes, of which 0 is the blank; labels filled up with 0; the third needs a blank between equal ones
    frames, speech = common.noise(1500, (4, 6, 5), 2.0), np.array([[1, 2, 3], [4, 0, 0], [2, 2, 1], [3, 1, 0]])
    cases |= cases_of("ctc", "CTC", speech, frames, {
        "sure": ({}, speech, frames * 20), "no_labels": ({}, speech * 0, frames), "just_fits": ({}, [[1, 1, 2, 2]], frames[:1]),
        "one_frame": ({}, [[2], [0]], frames[:2, :1]), "too_long": (dict(reduction=None), [[1, 1, 2, 2]], frames[:1, :5]),
        "as_reals": ({}, speech.astype("float64"), frames), "longer_than_frames": ({}, [[1, 2, 0]], frames[:1, :2]),
        "two_classes": ({}, [[1, 1], [1, 0]], frames[:2, :, :2])})
    common.write("losses_more.json", __file__, cases)


if __name__ == "__main__":
    keras.config.set_floatx("float64")
    main()
