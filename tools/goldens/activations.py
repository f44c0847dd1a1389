"""Writes testing/goldens/activations.json, computed in float64.

"elementwise_x" is the grid of all elementwise cases. A case is one of
  {"function", "arguments", "value", "gradient"}                 elementwise: f(x) and f′(x) at every point of the grid;
                                                                 "kinks": the points where Keras picks one of two slopes
  {"function", "arguments", "x", "cotangent", "value", "gradient"}  softmax, log_softmax: rows on the last axis, and
                                                                 gradient = cotangentᵀ · Jacobian
The grid goes to ±50, where sigmoid, softplus and gelu must neither overflow nor lose the sign.
"""
import common
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
}


def elementwise(name, arguments, *kinks):
    value, gradient = common.value_and_gradient(lambda x: getattr(keras.activations, name)(x, **arguments), X)
    assert value.dtype == gradient.dtype == np.float64, (name, value.dtype, gradient.dtype)
    return {"function": name, "arguments": arguments, **({"kinks": kinks} if kinks else {}), "value": value, "gradient": gradient}


def row_wise(name, x):
    cotangent = common.noise(900, x.shape)
    value, gradient = common.value_and_gradient(getattr(keras.activations, name), x, cotangent)
    return {"function": name, "arguments": {}, "x": x, "cotangent": cotangent, "value": value, "gradient": gradient}


if __name__ == "__main__":
    cases = {key: elementwise(*case) for key, case in ELEMENTWISE.items()}
    for name in ("softmax", "log_softmax"):
        cases[name] = row_wise(name, common.noise(100, (3, 5), 3.0))
        cases[f"{name}_large"] = row_wise(name, common.noise(100, (3, 5), 1000.0))
        cases[f"{name}_3d"] = row_wise(name, common.noise(200, (2, 2, 4), 2.0))
    common.write("activations.json", __file__, cases, elementwise_x=X)
