"""Writes testing/goldens/activations.json, computed in float64.

"elementwise_x" is the grid of all elementwise cases. A case is one of
  {"function", "arguments", "value", "gradient"}                 elementwise: f(x) and f′(x) at every point of the grid;
                                                                 "kinks": the points where Keras picks one of two slopes
  {"function", "arguments", "x", "cotangent", "value", "gradient"}  functions of whole rows, on the last axis unless
                                                                 "axis" is given; gradient = cotangentᵀ · Jacobian
  the same with "noise": [first, shape, scale] for "x": x = noise(first, shape, scale), cotangent = noise(900, value's
  shape), both as common.py has it; numbers have 12 digits
sparsemax is Algorithm 1 of Martins and Astudillo 2016, which Keras's documentation names. Keras 3.15 itself sums the
partial sums of all numbers of the support where the paper takes the last one: it gives zeros for [1, 1, 0.5, 0.25], and agrees
only where one number is left ("sparsemax_large", from Keras).
The grid goes to ±50, where sigmoid, softplus and gelu must neither overflow nor lose the sign.
"""
import common
import jax.numpy as jnp
import keras
import numpy as np

keras.config.set_floatx("float64")
X = np.array([-50, -20, -8, -5, -3.5, -3, -2.5, -2, -1.5, -1, -0.75, -0.5, -0.25, -0.1, -0.001, 0, 0.001, 0.1, 0.25, 0.5, 0.75,
              1, 1.5, 2, 2.5, 3, 3.5, 5, 8, 20, 50])
ELEMENTWISE = {
    "linear": ("linear", {}), "relu": ("relu", {}, 0), "relu_leak": ("relu", dict(negative_slope=0.1), 0),
    "relu_max": ("relu", dict(max_value=2.25), 0, 2.25), "relu_threshold": ("relu", dict(threshold=0.3), 0.3),
    "relu_all": ("relu", dict(negative_slope=0.1, max_value=2.25, threshold=0.3), 0.3, 2.25),
    "leaky_relu": ("leaky_relu", {}, 0), "leaky_relu_0.3": ("leaky_relu", dict(negative_slope=0.3), 0),
    "sigmoid": ("sigmoid", {}), "tanh": ("tanh", {}), "elu": ("elu", {}), "elu_0.5": ("elu", dict(alpha=0.5), 0),
    "selu": ("selu", {}, 0), "gelu": ("gelu", {}), "gelu_approximate": ("gelu", dict(approximate=True)), "silu": ("silu", {}),
    "softplus": ("softplus", {}), "softsign": ("softsign", {}), "exponential": ("exponential", {}),
    "relu6": ("relu6", {}, 0), "celu": ("celu", {}), "celu_0.5": ("celu", dict(alpha=0.5)), "celu_2": ("celu", dict(alpha=2.0)),
    "hard_silu": ("hard_silu", {}, -3, 3), "hard_sigmoid": ("hard_sigmoid", {}, -3, 3), "hard_tanh": ("hard_tanh", {}, -1, 1),
    "mish": ("mish", {}), "log_sigmoid": ("log_sigmoid", {}), "tanh_shrink": ("tanh_shrink", {}),
    "soft_shrink": ("soft_shrink", {}, -0.5, 0.5), "soft_shrink_1.5": ("soft_shrink", dict(threshold=1.5), -1.5, 1.5),
    "hard_shrink": ("hard_shrink", {}, -0.5, 0.5), "hard_shrink_1.5": ("hard_shrink", dict(threshold=1.5), -1.5, 1.5),
    "sparse_plus": ("sparse_plus", {}), "sparse_sigmoid": ("sparse_sigmoid", {}, -1, 1),
    "squareplus": ("squareplus", {}), "squareplus_0.25": ("squareplus", dict(b=0.25)),
    "threshold": ("threshold", dict(threshold=0.3, default_value=-2.0)),
    "threshold_at_a_point": ("threshold", dict(threshold=-1.0, default_value=7.0)),
}
# Of each elementwise function, besides the grid: a scalar, a vector, and more axes; near 0, where differences cancel, and
# far from it, where exponentials grow; and, for what has parameters, others of them.
PLACES = {"scalar": (37, (), 2.0), "row": (20, (7,), 4.0), "near_0": (41, (2, 3), 0.01), "far": (63, (2, 2, 2), 60.0), "4d": (85, (1, 2, 2, 2), 1.5)}
PARAMETERS = {
    "relu": [dict(negative_slope=-0.5), dict(max_value=0.75, threshold=-0.4), dict(negative_slope=0.25, threshold=1.0)],
    "leaky_relu": [dict(negative_slope=0.0), dict(negative_slope=1.5), dict(negative_slope=-0.3)],
    "elu": [dict(alpha=2.0), dict(alpha=0.0), dict(alpha=-0.5)], "celu": [dict(alpha=0.125), dict(alpha=5.0), dict(alpha=-1.5)],
    "gelu": [dict(approximate=True), dict(approximate=False)],
    "soft_shrink": [dict(threshold=0.0), dict(threshold=0.2), dict(threshold=3.0)],
    "hard_shrink": [dict(threshold=0.0), dict(threshold=0.2), dict(threshold=3.0)],
    "squareplus": [dict(b=1.0), dict(b=50.0), dict(b=0.0)],
    "threshold": [dict(threshold=0.0, default_value=0.0), dict(threshold=1.0, default_value=1.0), dict(threshold=-2.0, default_value=0.5)],
}
ROWS = {"axis_0": (510, (4, 3), 3.0, dict(axis=0)), "axis_1": (530, (2, 4, 3), 3.0, dict(axis=1)), "one": (560, (3, 1), 2.0, {}),
        "two": (570, (5, 2), 10.0, {}), "wide": (590, (1, 33), 1.0, {}), "4d": (640, (2, 1, 2, 5), 0.05, {}),
        "axis_minus_3": (660, (3, 2, 2), 5.0, dict(axis=-3))}
GLU_ROWS = {"axis_0": (510, (4, 3), 3.0, dict(axis=0)), "two": (570, (5, 2), 10.0, {}), "wide": (590, (1, 14), 30.0, {}),
            "4d": (640, (2, 1, 2, 4), 0.05, {}), "axis_minus_3": (660, (4, 2, 2), 5.0, dict(axis=-3))}
SPARSEMAX_ROWS = {"axis_0": (510, (4, 3), 0.5, dict(axis=0)), "one": (560, (3, 1), 2.0, {}), "4d": (640, (2, 1, 2, 5), 0.4, {})}
GLU_SHAPES = {"glu": ((3, 6), {}), "glu_3d": ((2, 2, 4), {}), "glu_axis_1": ((2, 4, 3), dict(axis=1))}
SPARSEMAX = {"sparsemax": ((4, 5), 1.0, {}), "sparsemax_wide": ((3, 7), 0.2, {}),
             "sparsemax_3d": ((2, 2, 4), 1.0, {}), "sparsemax_axis_1": ((2, 4, 3), 1.0, dict(axis=1))}


def elementwise(name, arguments, *kinks):
    value, gradient = common.value_and_gradient(lambda x: getattr(keras.activations, name)(x, **arguments), X)
    assert value.dtype == gradient.dtype == np.float64, (name, value.dtype, gradient.dtype)
    return {"function": name, "arguments": arguments, **({"kinks": kinks} if kinks else {}), "value": value, "gradient": gradient}


def sparsemax(x, axis=-1):
    z = jnp.moveaxis(x, axis, -1)
    falling = -jnp.sort(-z, axis=-1)
    sums, counts = jnp.cumsum(falling, axis=-1), jnp.arange(1, z.shape[-1] + 1)
    size = jnp.sum(1 + counts * falling > sums, axis=-1, keepdims=True)
    tau = (jnp.take_along_axis(sums, size - 1, axis=-1) - 1) / size
    return jnp.moveaxis(jnp.maximum(z - tau, 0), -1, axis)


def row_wise(name, x, function=None, **arguments):
    f = lambda x: (function or getattr(keras.activations, name))(x, **arguments)
    cotangent = common.noise(900, f(x).shape)
    value, gradient = common.value_and_gradient(f, x, cotangent)
    return {"function": name, "arguments": arguments, "x": x, "cotangent": cotangent, "value": value, "gradient": gradient}


def placed(name, first, shape, scale, function=None, **arguments):
    f = lambda x: (function or getattr(keras.activations, name))(x, **arguments)
    x = common.noise(first, shape, scale)
    value, gradient = common.value_and_gradient(f, x, common.noise(900, f(x).shape))
    assert value.dtype == gradient.dtype == np.float64, name
    return {"function": name, "arguments": arguments, "noise": [first, shape, scale], "value": common.digits12(value),
            "gradient": common.digits12(gradient)}


if __name__ == "__main__":
    cases = {key: elementwise(*case) for key, case in ELEMENTWISE.items()}
    for name in ("softmax", "log_softmax"):
        cases[name] = row_wise(name, common.noise(100, (3, 5), 3.0))
        cases[f"{name}_large"] = row_wise(name, common.noise(100, (3, 5), 1000.0))
        cases[f"{name}_3d"] = row_wise(name, common.noise(200, (2, 2, 4), 2.0))
    for key, (shape, arguments) in GLU_SHAPES.items():
        cases[key] = row_wise("glu", common.noise(300, shape, 3.0), **arguments)
    for key, (shape, scale, arguments) in SPARSEMAX.items():
        cases[key] = row_wise("sparsemax", common.noise(400, shape, scale), sparsemax, **arguments)
    cases["sparsemax_large"] = row_wise("sparsemax", common.noise(400, (3, 5), 1000.0))
    cases["sparsemax_of_equals"] = row_wise(
        "sparsemax", np.array([[1.0, 1, 0.25, 0.375], [2, 2, 2, 2], [0.5, 0, 0.5, 0.5]]), sparsemax)
    for name in dict.fromkeys(case[0] for case in ELEMENTWISE.values()):
        variants = PARAMETERS.get(name, [{}])
        for i, (place, where) in enumerate(PLACES.items()):
            cases[f"{name}_{place}"] = placed(name, *where, **variants[i % len(variants)])
    for name, rows, function in (("softmax", ROWS, None), ("log_softmax", ROWS, None), ("glu", GLU_ROWS, None),
                                 ("sparsemax", SPARSEMAX_ROWS, sparsemax)):
        for place, (first, shape, scale, arguments) in rows.items():
            cases[f"{name}_at_{place}"] = placed(name, first, shape, scale, function, **arguments)
    common.write("activations.json", __file__, cases, elementwise_x=X)
