"""Writes testing/goldens/constraints.json and regularizers.json, computed in float64.

A case is {"constraint" or "regularizer", "arguments", "w", "value"}, and for a regularizer "gradient", of the value by w.
"""
import common
import keras
import numpy as np

keras.config.set_floatx("float64")
RNN, CONV = (4, 6), (3, 2, 2, 4)
CONSTRAINTS = {
    "max_norm": ("MaxNorm", {}, RNN, 3.0), "max_norm_inactive": ("MaxNorm", dict(max_value=9.0), RNN, 1.0),
    "max_norm_small": ("MaxNorm", dict(max_value=0.5), RNN, 1.0), "max_norm_0": ("MaxNorm", dict(max_value=0.0), RNN, 1.0),
    "max_norm_axis_1": ("MaxNorm", dict(max_value=1.0, axis=1), RNN, 1.5),
    "max_norm_conv": ("MaxNorm", dict(max_value=1.0, axis=[0, 1, 2]), CONV, 1.0),
    "max_norm_bias": ("MaxNorm", dict(max_value=1.0), (5,), 2.0),
    "unit_norm": ("UnitNorm", {}, RNN, 3.0), "unit_norm_axis_1": ("UnitNorm", dict(axis=1), RNN, 1.0),
    "unit_norm_last": ("UnitNorm", dict(axis=-1), RNN, 0.01), "unit_norm_conv": ("UnitNorm", dict(axis=[0, 1, 2]), CONV, 1.0),
    "unit_norm_bias": ("UnitNorm", {}, (5,), 2.0), "unit_norm_tiny": ("UnitNorm", {}, RNN, 1e-7),
    "min_max_norm": ("MinMaxNorm", {}, RNN, 1.0),
    "min_max_norm_raised": ("MinMaxNorm", dict(min_value=2.0, max_value=3.0), RNN, 1.0),
    "min_max_norm_rate": ("MinMaxNorm", dict(min_value=0.5, max_value=0.75, rate=0.25), RNN, 1.0),
    "min_max_norm_rate_0": ("MinMaxNorm", dict(min_value=0.5, max_value=0.75, rate=0.0), RNN, 1.0),
    "min_max_norm_axis_1": ("MinMaxNorm", dict(min_value=0.9, max_value=1.1, axis=1), RNN, 1.0),
    "min_max_norm_conv": ("MinMaxNorm", dict(min_value=0.9, max_value=1.1, rate=0.5, axis=[0, 1, 2]), CONV, 1.0),
    "non_neg": ("NonNeg", {}, RNN, 1.0), "non_neg_conv": ("NonNeg", {}, CONV, 2.0),
    "non_neg_bias": ("NonNeg", {}, (5,), 0.1), "non_neg_3d": ("NonNeg", {}, (2, 3, 2), 50.0),
    "non_neg_none": ("NonNeg", {}, (3, 4), 0.0), "non_neg_scalar": ("NonNeg", {}, (1, 1), -1.0),
}
REGULARIZERS = {
    "l1": ("L1", {}, RNN, 1.0), "l2": ("L2", {}, RNN, 1.0), "l1_l2": ("L1L2", dict(l1=0.1, l2=0.2), CONV, 1.0),
    "l1_0.3": ("L1", dict(l1=0.3), CONV, 2.0), "l1_0": ("L1", dict(l1=0.0), RNN, 1.0), "l1_bias": ("L1", dict(l1=1.0), (5,), 0.01),
    "l1_3d": ("L1", dict(l1=0.002), (2, 3, 2), 30.0), "l1_long": ("L1", {}, (7, 5), 0.5),
    "l2_0.3": ("L2", dict(l2=0.3), CONV, 2.0), "l2_0": ("L2", dict(l2=0.0), RNN, 1.0), "l2_bias": ("L2", dict(l2=1.0), (5,), 0.01),
    "l2_3d": ("L2", dict(l2=0.002), (2, 3, 2), 30.0), "l2_long": ("L2", {}, (7, 5), 0.5),
    "l1_l2_default": ("L1L2", {}, RNN, 1.0), "l1_l2_first": ("L1L2", dict(l1=0.4), RNN, 1.0), "l1_l2_second": ("L1L2", dict(l2=0.4), RNN, 1.0),
    "l1_l2_bias": ("L1L2", dict(l1=1.0, l2=2.0), (5,), 0.1), "l1_l2_3d": ("L1L2", dict(l1=0.002, l2=0.001), (2, 3, 2), 30.0),
    "orthogonal": ("OrthogonalRegularizer", {}, RNN, 1.0),
    "orthogonal_columns": ("OrthogonalRegularizer", dict(mode="columns"), RNN, 1.0),
    "orthogonal_factor": ("OrthogonalRegularizer", dict(factor=0.5), (5, 3), 2.0),
    "orthogonal_two": ("OrthogonalRegularizer", dict(factor=1.0), (2, 7), 2.0),
    "orthogonal_tall": ("OrthogonalRegularizer", dict(factor=1.0, mode="columns"), (9, 2), 0.1),
    "orthogonal_square": ("OrthogonalRegularizer", dict(factor=3.0, mode="columns"), (4, 4), 1.0),
}


def case(module, name, arguments, shape, scale, with_gradient):
    w = common.noise(2 * len(shape) + shape[0], shape, scale)
    value, gradient = common.value_and_gradient(getattr(module, name)(**arguments), w)
    assert value.dtype == np.float64, name
    return {"regularizer" if with_gradient else "constraint": name, "arguments": arguments, "w": w, "value": value, **({"gradient": gradient} if with_gradient else {})}


if __name__ == "__main__":
    for module, cases in ((keras.constraints, CONSTRAINTS), (keras.regularizers, REGULARIZERS)):
        penalty = module is keras.regularizers
        common.write(f"{module.__name__.split('.')[-1]}.json", __file__,
                     {key: case(module, *facts, penalty) for key, facts in cases.items()})
