"""Writes testing/goldens/initializers.json: what the numbers of each initialiser must look like; not the numbers, which
depend on Keras's random generator.

A case is {"initializer", "arguments", "shape", "kind", "bound"?, "std"?, "mean", "measured": {"min","max","mean","std"}}
  kind      uniform | truncated_normal | normal | orthogonal (and "rms", the root of the mean square) | constant |
            identity (and "values")
  bound     the values lie in [mean − bound, mean + bound]: for uniform the limit of Keras's formula, for truncated_normal
            two of the normal's own standard deviations (the normal before the cut)
  std       of the distribution, after the cut where there is one
  measured  one draw of Keras in that shape (seed 7), so a test of another draw knows the spread to expect
Formulas: fan_in, fan_out = shape[-2], shape[-1], both times the product of the leading axes;
glorot limit √(6/(fan_in+fan_out)), he √(6/fan_in), lecun √(3/fan_in); the normal forms cut at two standard deviations
and have std √(2/(fan_in+fan_out)), √(2/fan_in), √(1/fan_in) after the cut; hence the division by 0.87962566103423978.
"""
import math

import common
import keras
import numpy as np

CUT = 0.87962566103423978  # standard deviation of a unit normal cut at ±2
SHAPES = [(300, 200), (3, 3, 40, 80)]


def fans(shape):
    field = math.prod(shape[:-2])
    return shape[-2] * field, shape[-1] * field


def variance(name, shape):
    fan_in, fan_out = fans(shape)
    return {"glorot": 2 / (fan_in + fan_out), "he": 2 / fan_in, "lecun": 1 / fan_in}[name]


def case(name, arguments, shape, kind, mean=0.0, **facts):
    values = np.asarray(getattr(keras.initializers, name)(**arguments)(shape), "float64")
    round6 = lambda v: float(f"{v:.6g}")
    measured = {k: round6(getattr(values, k)()) for k in ("min", "max", "mean", "std")}
    if "bound" in facts:  # the written formula against Keras's own numbers
        assert np.abs(values - mean).max() <= facts["bound"] * (1 + 1e-6), name
        assert np.abs(values - mean).max() >= facts["bound"] * 0.99, name
    if "std" in facts and facts["std"] > 0:
        assert abs(measured["std"] / facts["std"] - 1) < 0.02, name
    return {"initializer": name, "arguments": {k: v for k, v in arguments.items() if k != "seed"}, "shape": shape, "kind": kind,
            "mean": mean, **facts, "measured": measured}


def orthogonal(shape, **arguments):
    """Σ x² = gain² · the number of orthonormal lines; the mean of the numbers is known only within its error."""
    gain, size = arguments.get("gain", 1.0), math.prod(shape)
    values = np.asarray(keras.initializers.Orthogonal(seed=7, **arguments)(shape), "float64").reshape(-1, shape[-1])
    lines = min(values.shape)
    square = values.T @ values if lines == shape[-1] else values @ values.T
    assert np.abs(square - gain**2 * np.eye(lines)).max() < 1e-5, shape
    return case("Orthogonal", dict(seed=7, **arguments), shape, "orthogonal") | {"rms": gain * math.sqrt(lines / size)}


def identity(shape, **arguments):
    values = np.asarray(keras.initializers.Identity(**arguments)(shape), "float64")
    return case("Identity", arguments, shape, "identity") | {"values": values}


if __name__ == "__main__":
    cases, seed = {}, dict(seed=7)
    for shape in SHAPES:
        at = "_" + "x".join(map(str, shape))
        for name in ("glorot", "he", "lecun"):
            std = math.sqrt(variance(name, shape))
            title = name.capitalize()
            cases[f"{name}_uniform{at}"] = case(f"{title}Uniform", seed, shape, "uniform", bound=std * math.sqrt(3), std=std)
            cases[f"{name}_normal{at}"] = case(f"{title}Normal", seed, shape, "truncated_normal", bound=2 * std / CUT, std=std)
    shape = SHAPES[0]
    cases |= {
        "random_uniform": case("RandomUniform", seed, shape, "uniform", bound=0.05, std=0.05 / math.sqrt(3)),
        "random_uniform_1_3": case("RandomUniform", dict(minval=1.0, maxval=3.0) | seed, shape, "uniform", 2.0, bound=1.0,
                                   std=1 / math.sqrt(3)),
        "random_normal": case("RandomNormal", seed, shape, "normal", std=0.05),
        "truncated_normal": case("TruncatedNormal", dict(stddev=0.1) | seed, shape, "truncated_normal", bound=0.2, std=0.1 * CUT),
        "variance_scaling": case("VarianceScaling", dict(scale=3.0, mode="fan_avg", distribution="uniform") | seed, shape,
                                 "uniform", bound=math.sqrt(3 * 3 / 250), std=math.sqrt(3 / 250)),
        "zeros": case("Zeros", {}, shape, "constant", 0.0), "ones": case("Ones", {}, shape, "constant", 1.0),
        "constant": case("Constant", dict(value=0.25), shape, "constant", 0.25),
        "orthogonal": orthogonal((40, 40)), "orthogonal_tall": orthogonal((50, 7)), "orthogonal_wide": orthogonal((6, 40)),
        "orthogonal_gain": orthogonal((30, 20), gain=2.5), "orthogonal_conv": orthogonal((3, 3, 4, 8)),
        "orthogonal_conv_wide": orthogonal((2, 2, 3, 40), gain=0.5),
        "identity": identity((5, 5)), "identity_tall": identity((6, 3)), "identity_wide": identity((3, 6)),
        "identity_gain": identity((4, 4), gain=0.25), "identity_one": identity((1, 1)), "identity_negative": identity((2, 3), gain=-2.0),
    }
    common.write("initializers.json", __file__, cases)
