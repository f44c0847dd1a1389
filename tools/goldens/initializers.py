"""Writes testing/goldens/initializers.json: what the numbers of each initialiser must look like; not the numbers, which
depend on Keras's random generator.

A case is {"initializer", "arguments", "shape", "kind", "bound"?, "std"?, "mean", "measured": {"min","max","mean","std"}}
  kind      uniform | truncated_normal | normal | orthogonal (and "rms", the root of the mean square) | constant |
            identity (and "values")
  bound     the values lie in [mean − bound, mean + bound]: for uniform the limit of Keras's formula, for truncated_normal
            two of the normal's own standard deviations (the normal before the cut)
  std       of the distribution, after the cut where there is one
  measured  one draw of Keras in that shape (seed 7), so a test of another draw knows the spread to expect
fourth, where given: the mean of ((x − mean) / std)⁴ of the distribution, 1.8 where it is uniform, 3 where it is normal,
which tells a normal from a uniform of the same deviation.
Formulas: fan_in, fan_out = shape[-2], shape[-1], both times the product of the leading axes;
glorot limit √(6/(fan_in+fan_out)), he √(6/fan_in), lecun √(3/fan_in); the normal forms cut at two standard deviations
and have std √(2/(fan_in+fan_out)), √(2/fan_in), √(1/fan_in) after the cut; hence the division by 0.87962566103423978.
"""
import math

import common
import keras
import numpy as np

CUT = 0.87962566103423978  # standard deviation of a unit normal cut at ±2
FOURTH = {"uniform": 1.8, "normal": 3.0, "truncated_normal": 2.3655367171296495}
SHAPES = [(300, 200), (3, 3, 40, 80), (50, 800), (2000, 3), (5, 80, 60), (2, 3, 2, 30, 40), (9000,)]


def fans(shape):
    if len(shape) < 2:  # a bias has its own length for both
        return math.prod(shape), math.prod(shape)
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
    if facts.get("std", 0) > 0:
        assert abs(measured["std"] / facts["std"] - 1) < 0.04, name
        facts["fourth"] = FOURTH[kind]
        assert abs((((values - mean) / facts["std"]) ** 4).mean() / FOURTH[kind] - 1) < 0.2, name
    return {"initializer": name, "arguments": {k: v for k, v in arguments.items() if k != "seed"}, "shape": shape, "kind": kind,
            "mean": mean, **facts, "measured": measured}


def scaled(scale, mode, distribution, shape):
    """VarianceScaling: variance scale / max(1, fan)."""
    fan_in, fan_out = fans(shape)
    std = math.sqrt(scale / max(1, {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[mode]))
    bound = {"uniform": dict(bound=std * math.sqrt(3)), "truncated_normal": dict(bound=2 * std / CUT), "untruncated_normal": {}}
    return case("VarianceScaling", dict(scale=scale, mode=mode, distribution=distribution, seed=7), shape,
                "normal" if distribution == "untruncated_normal" else distribution, std=std, **bound[distribution])


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
        **{f"constant_{v}": case("Constant", dict(value=v), s, "constant", v)
           for v, s in ((0.0, (4,)), (-1.5, (2, 3)), (2.0**-30, (3, 3, 2, 2)), (7.0, ()), (16777216.0, (1, 5)))},
        **{f"{name.lower()}_{'x'.join(map(str, s)) or 'scalar'}": case(name, {}, s, "constant", float(name == "Ones"))
           for name in ("Zeros", "Ones") for s in ((), (7,), (1, 1), (3, 3, 4, 2), (5, 1, 2))},
        **{f"random_uniform_{i}": case("RandomUniform", dict(minval=low, maxval=high) | seed, s, "uniform", (low + high) / 2,
                                       bound=(high - low) / 2, std=(high - low) / math.sqrt(12))
           for i, (low, high, s) in enumerate([(-0.5, 0.0, (9000,)), (0.0, 1.0, (20, 30, 40)), (-100.0, 300.0, (3, 3, 40, 50)),
                                               (-1e-3, 1e-3, (5000, 2))])},
        **{f"{name.lower()}_{i}": case(name, dict(mean=m, stddev=d) | seed, s, kind, m, std=d * std, **({} if kind == "normal" else dict(bound=2 * d)))
           for name, kind, std in (("RandomNormal", "normal", 1), ("TruncatedNormal", "truncated_normal", CUT))
           for i, (m, d, s) in enumerate([(0.0, 1.0, (9000,)), (3.0, 0.5, (20, 30, 40)), (-1.0, 2.0, (3, 3, 40, 50)), (0.0, 1e-3, (5000, 2)),
                                          (0.25, 0.05, (300, 200))])},
        **{f"variance_scaling_{mode}_{distribution}": scaled(scale, mode, distribution, s)
           for (mode, s, scale) in (("fan_in", (50, 800), 1.0), ("fan_out", (5, 80, 60), 2.0), ("fan_avg", (3, 3, 40, 80), 0.5))
           for distribution in ("truncated_normal", "untruncated_normal", "uniform")},
        "variance_scaling_bias": scaled(1.0, "fan_in", "truncated_normal", (9000,)),
        "orthogonal": orthogonal((40, 40)), "orthogonal_tall": orthogonal((50, 7)), "orthogonal_wide": orthogonal((6, 40)),
        "orthogonal_gain": orthogonal((30, 20), gain=2.5), "orthogonal_conv": orthogonal((3, 3, 4, 8)),
        "orthogonal_conv_wide": orthogonal((2, 2, 3, 40), gain=0.5),
        "identity": identity((5, 5)), "identity_tall": identity((6, 3)), "identity_wide": identity((3, 6)),
        "identity_gain": identity((4, 4), gain=0.25), "identity_one": identity((1, 1)), "identity_negative": identity((2, 3), gain=-2.0),
    }
    common.write("initializers.json", __file__, cases)
