"""Writes testing/goldens/schedules.json: the rate of each schedule at iterations 0…19, in float64.

A case is {"schedule", "arguments", "rates"}: Keras's class, all its arguments, rates[i] = schedule(i); iterations start at 0.
PiecewiseConstantDecay: value j holds up to and with boundary j.
"""
import common
import keras
import numpy as np

keras.config.set_floatx("float64")
CASES = {
    "exponential": ("ExponentialDecay", dict(initial_learning_rate=0.1, decay_steps=5, decay_rate=0.5)),
    "exponential_staircase": ("ExponentialDecay", dict(initial_learning_rate=0.1, decay_steps=5, decay_rate=0.5, staircase=True)),
    "piecewise": ("PiecewiseConstantDecay", dict(boundaries=[3, 8], values=[1.0, 0.5, 0.1])),
    "exponential_rising": ("ExponentialDecay", dict(initial_learning_rate=0.001, decay_steps=10, decay_rate=2.0)),
    "exponential_keras_2": ("ExponentialDecay", dict(initial_learning_rate=0.01, decay_steps=1, decay_rate=0.96)),
    "exponential_long": ("ExponentialDecay", dict(initial_learning_rate=1.0, decay_steps=1000, decay_rate=0.01)),
    "exponential_staircase_3": ("ExponentialDecay", dict(initial_learning_rate=0.3, decay_steps=3, decay_rate=0.9, staircase=True)),
    "piecewise_one": ("PiecewiseConstantDecay", dict(boundaries=[10], values=[0.01, 0.001])),
    "piecewise_each_step": ("PiecewiseConstantDecay", dict(boundaries=[0, 1, 2, 3], values=[0.5, 0.25, 0.125, 0.0625, 0.3])),
    "piecewise_rising": ("PiecewiseConstantDecay", dict(boundaries=[4, 12, 30], values=[0.001, 0.1, 1.0, 2.0])),
    "piecewise_before_0": ("PiecewiseConstantDecay", dict(boundaries=[-5, 6], values=[9.0, 0.75, 0.0])),
    "piecewise_never": ("PiecewiseConstantDecay", dict(boundaries=[100, 200], values=[0.3, 0.2, 0.1])),
    "cosine_rising": ("CosineDecay", dict(initial_learning_rate=0.1, decay_steps=6, alpha=1.5)),
    "inverse_time_rate_0": ("InverseTimeDecay", dict(initial_learning_rate=0.1, decay_steps=4, decay_rate=0.0)),
    "inverse_time": ("InverseTimeDecay", dict(initial_learning_rate=0.1, decay_steps=4, decay_rate=0.5)),
    "inverse_time_staircase": ("InverseTimeDecay",
                               dict(initial_learning_rate=0.1, decay_steps=4, decay_rate=0.5, staircase=True)),
    "decay_of_keras_2": ("InverseTimeDecay", dict(initial_learning_rate=0.01, decay_steps=1, decay_rate=1e-6)),
    "cosine": ("CosineDecay", dict(initial_learning_rate=0.1, decay_steps=15)),
    "cosine_alpha": ("CosineDecay", dict(initial_learning_rate=0.1, decay_steps=15, alpha=0.05)),
    "cosine_warmup": ("CosineDecay",
                      dict(initial_learning_rate=0.0, decay_steps=12, alpha=0.05, warmup_target=0.1, warmup_steps=4)),
    "cosine_warmup_from": ("CosineDecay", dict(initial_learning_rate=0.02, decay_steps=10, warmup_target=0.1, warmup_steps=5)),
    "cosine_restarts": ("CosineDecayRestarts",
                        dict(initial_learning_rate=0.1, first_decay_steps=4, t_mul=2.0, m_mul=0.8, alpha=0.1)),
    "polynomial": ("PolynomialDecay", dict(initial_learning_rate=0.1, decay_steps=12, end_learning_rate=0.01, power=2.0)),
    "polynomial_cycle": ("PolynomialDecay",
                         dict(initial_learning_rate=0.1, decay_steps=6, end_learning_rate=0.01, power=1.0, cycle=True)),
    "cosine_warmup_target_only": ("CosineDecay", dict(initial_learning_rate=0.02, decay_steps=10, warmup_target=0.1)),
    "polynomial_linear": ("PolynomialDecay", dict(initial_learning_rate=0.1, decay_steps=30)),
    "polynomial_root": ("PolynomialDecay", dict(initial_learning_rate=0.1, decay_steps=15, end_learning_rate=0.0, power=0.5)),
    "polynomial_rising": ("PolynomialDecay", dict(initial_learning_rate=0.01, decay_steps=9, end_learning_rate=0.2, power=3.0)),
    "polynomial_cycle_square": ("PolynomialDecay", dict(initial_learning_rate=0.1, decay_steps=4, power=2.0, cycle=True)),
    "cosine_restarts_default": ("CosineDecayRestarts", dict(initial_learning_rate=0.1, first_decay_steps=2)),
    "cosine_restarts_equal": ("CosineDecayRestarts", dict(initial_learning_rate=0.1, first_decay_steps=5, t_mul=1.0, m_mul=0.5)),
    "cosine_restarts_1.5": ("CosineDecayRestarts", dict(initial_learning_rate=0.1, first_decay_steps=3, t_mul=1.5, alpha=0.2)),
    "cosine_restarts_3": ("CosineDecayRestarts", dict(initial_learning_rate=0.1, first_decay_steps=4, t_mul=3.0, m_mul=0.7)),
    "cosine_restarts_7": ("CosineDecayRestarts", dict(initial_learning_rate=0.1, first_decay_steps=7, t_mul=1.0)),
}

if __name__ == "__main__":
    cases = {}
    for key, (name, arguments) in CASES.items():
        schedule = getattr(keras.optimizers.schedules, name)(**arguments)
        rates = [np.asarray(schedule(i)) for i in range(20)]
        assert {r.dtype for r in rates} == {np.dtype("float64")}, key
        cases[key] = {"schedule": name, "arguments": arguments, "rates": [float(r) for r in rates]}
    common.write("schedules.json", __file__, cases)
