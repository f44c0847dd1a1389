"""Writes testing/goldens/optimizers.json: the losses of 100 training steps under each optimizer.

Network   8 inputs, Dense(6, tanh), Dense(3, softmax), sparse categorical cross-entropy, mean over the batch.
Data      x = noise(0, (200, 8)); the label of a row is the index of the largest of level(8r), level(8r+1), level(8r+2),
          the first one where they are equal. `level` and `noise` are in common.py, and need integers only.
Weights   kernel 1 = noise(5000, (8, 6), 0.7), bias 1 = noise(6000, (6,), 0.1),
          kernel 2 = noise(7000, (6, 3), 0.9), bias 2 = noise(8000, (3,), 0.1), row-major, kernel[input][output].
Order     the rows as they stand, batches of 32; the seventh batch of an epoch has 8 rows; then from the first row again.
          100 steps are 14 epochs and 2 batches. No probability comes near the clip at 1e-7.
Rate      rounded to float32 in every step, also where all else is float64: Glia keeps it so, and 0.01 is off by 2e-8.

A case is {"optimizer", "arguments", "schedule"?, "loss_f64", "loss_f32", "weights_f64", "f32_distance"}:
  optimizer      Keras's class; arguments: what it was given beside the defaults, in Keras's names
  schedule       null, or {"class", "arguments"}: what stands for learning_rate
  loss_f64[i]    loss of step i before its update, all in float64; loss_f32: the same in float32, by Keras untouched
  weights_f64    kernel 1, bias 1, kernel 2, bias 2 after step 100, flat, row-major
  f32_distance   largest |loss_f32 − loss_f64| of the 100: how far Keras's own float32 strays (Adam's most, because it
                 also takes 1 − beta_2^t in float32)
"""
import json, os, subprocess, sys

import common
import keras
import numpy as np

STEPS, ROWS, BATCH = 100, 200, 32
INVERSE = "InverseTimeDecay"
ITD_SMALL = {"class": INVERSE, "arguments": dict(initial_learning_rate=0.01, decay_steps=1, decay_rate=1e-6)}
ITD_LARGE = {"class": INVERSE, "arguments": dict(initial_learning_rate=0.01, decay_steps=1, decay_rate=1e-2)}
NESTEROV = dict(momentum=0.9, nesterov=True)
CASES = {
    "sgd": ("SGD", dict(learning_rate=0.01), None),
    "sgd_large": ("SGD", dict(learning_rate=0.5), None),
    "sgd_momentum": ("SGD", dict(learning_rate=0.01, momentum=0.9), None),
    "sgd_nesterov": ("SGD", dict(learning_rate=0.01, **NESTEROV), None),
    "sgd_nesterov_decay_1e-6": ("SGD", NESTEROV, ITD_SMALL),
    "sgd_nesterov_decay_1e-2": ("SGD", NESTEROV, ITD_LARGE),
    "sgd_weight_decay": ("SGD", dict(learning_rate=0.1, weight_decay=0.0625), None),
    "sgd_clipnorm": ("SGD", dict(learning_rate=0.5, clipnorm=0.05), None),
    "sgd_clipvalue": ("SGD", dict(learning_rate=0.5, clipvalue=0.02), None),
    "sgd_global_clipnorm": ("SGD", dict(learning_rate=0.5, global_clipnorm=0.1), None),
    "sgd_accumulate_4": ("SGD", dict(learning_rate=0.5, gradient_accumulation_steps=4), None),
    "adam": ("Adam", dict(), None),
    "adam_0.02": ("Adam", dict(learning_rate=0.02), None),
    "adam_amsgrad": ("Adam", dict(learning_rate=0.02, amsgrad=True), None),
    "adam_betas": ("Adam", dict(learning_rate=0.01, beta_1=0.8, beta_2=0.9, epsilon=1e-3), None),
    "adam_global_clipnorm": ("Adam", dict(learning_rate=0.02, global_clipnorm=0.1), None),
    "adamw": ("AdamW", dict(), None),
    "adamw_0.02": ("AdamW", dict(learning_rate=0.02, weight_decay=0.125), None),
    "rmsprop": ("RMSprop", dict(), None),
    "rmsprop_momentum": ("RMSprop", dict(learning_rate=0.002, momentum=0.9), None),
    "rmsprop_centered": ("RMSprop", dict(learning_rate=0.002, centered=True), None),
    "rmsprop_centered_momentum": ("RMSprop", dict(learning_rate=0.002, momentum=0.5, centered=True), None),
    "adafactor": ("Adafactor", dict(learning_rate=0.01), None),
    "lamb": ("Lamb", dict(learning_rate=0.005), None),
    "muon": ("Muon", dict(learning_rate=0.01), None),
    "nadam": ("Nadam", dict(learning_rate=0.01), None),
    "schedule_free_adamw": ("ScheduleFreeAdamW", dict(learning_rate=0.02, warmup_steps=10), None),
    "ftrl": ("Ftrl", dict(learning_rate=0.25, l1_regularization_strength=0.001), None),
    "sgd_ema_overwrite": ("SGD", dict(learning_rate=0.5, use_ema=True, ema_momentum=0.75, ema_overwrite_frequency=5), None),
    "adam_ema_accumulate": ("Adam", dict(learning_rate=0.02, use_ema=True, gradient_accumulation_steps=3), None),
}


def data():
    x = common.noise(0, (ROWS, 8))
    y = np.array([max(range(3), key=lambda j: (common.level(8 * r + j), -j)) for r in range(ROWS)])
    return x, y


def initial_weights():
    return [common.noise(5000, (8, 6), 0.7), common.noise(6000, (6,), 0.1),
            common.noise(7000, (6, 3), 0.9), common.noise(8000, (3,), 0.1)]


class Rounded(keras.optimizers.schedules.LearningRateSchedule):
    """The rates of a schedule as float32 numbers."""

    def __init__(self, schedule):
        self.schedule = schedule

    def __call__(self, step):
        return keras.ops.cast(keras.ops.cast(self.schedule(step), "float32"), keras.config.floatx())


def optimizer_of(name, arguments, schedule):
    if schedule:
        rate = Rounded(getattr(keras.optimizers.schedules, schedule["class"])(**schedule["arguments"]))
        return getattr(keras.optimizers, name)(**arguments, learning_rate=rate)
    optimizer = getattr(keras.optimizers, name)(**arguments)
    optimizer.learning_rate = float(np.float32(float(optimizer.learning_rate)))
    return optimizer


def train(name, arguments, schedule, floatx):
    keras.config.set_floatx(floatx)
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(6, activation="tanh"),
                              keras.layers.Dense(3, activation="softmax")])
    model.set_weights([w.astype(floatx) for w in initial_weights()])
    model.compile(optimizer=optimizer_of(name, arguments, schedule), loss="sparse_categorical_crossentropy")
    x, y = data()
    x, losses, row = x.astype(floatx), [], 0
    for _ in range(STEPS):
        model.reset_metrics()  # else train_on_batch returns the mean since the last reset
        losses.append(np.asarray(model.train_on_batch(x[row:row + BATCH], y[row:row + BATCH]), floatx))
        row = row + BATCH if row + BATCH < ROWS else 0
    assert model.predict(x, verbose=0).min() > 1e-6, "a probability is too near the clip"
    return np.array(losses), np.concatenate([w.ravel() for w in model.get_weights()])


def all_float32():
    """{case: losses} from a process of its own, since 64 bits can be switched only before JAX starts."""
    done = subprocess.run([sys.executable, __file__], env=dict(os.environ, GOLDENS_FLOAT32="1"), check=True, text=True,
                          stdout=subprocess.PIPE)
    return {key: np.array(losses, "float32") for key, losses in json.loads(done.stdout.splitlines()[-1]).items()}


def main():
    if common.FLOAT32:
        return print(json.dumps({key: common.plain(train(*case, "float32")[0]) for key, case in CASES.items()}))
    cases, float32 = {}, all_float32()
    for key, (name, arguments, schedule) in CASES.items():
        losses, weights = train(name, arguments, schedule, "float64")
        cases[key] = {"optimizer": name, "arguments": arguments, "schedule": schedule, "loss_f64": losses,
                      "loss_f32": float32[key], "weights_f64": weights,
                      "f32_distance": float(f"{np.abs(losses - float32[key]).max():.2g}")}
        print(key, losses[0], losses[-1], cases[key]["f32_distance"], flush=True)
    common.write("optimizers.json", __file__, cases, steps=STEPS, rows=ROWS, batch=BATCH)


if __name__ == "__main__":
    main()
