"""Writes testing/goldens/callbacks.json: what EarlyStopping, ReduceLROnPlateau and ModelCheckpoint decide after each epoch.

A case is {"callback", "arguments", "values", "expect"}: values[i] is the monitored number that epoch i reports; the model has
one weight, whose value is i + 1 at the end of epoch i, so a weight tells the epoch that it comes from.
  EarlyStopping      expect {"epochs_run", "stopped_epoch" (Keras: 0 if it never stopped), "best_epoch", "best", "weight"
                     (after training: of the last epoch, or of the restored one)}
  ReduceLROnPlateau  expect {"rates"}: the rate after each epoch; it starts at 0.1
  ModelCheckpoint    expect {"saved"}: the epochs whose end saves a file, with save_best_only
"""
import math, os, tempfile

import common
import keras
import numpy as np

keras.config.set_floatx("float64")

FALL = [1.0, 0.8, 0.7, 0.71, 0.69, 0.70, 0.72, 0.75, 0.5, 0.6]
SLOW = [1.0, 0.99, 0.985, 0.983, 0.982, 0.9815, 0.9813, 0.9812, 0.98115, 0.9811]
RISE = [0.5, 0.6, 0.6, 0.61, 0.58, 0.60, 0.59, 0.7, 0.69, 0.68]
FLAT = [0.5] * 10
S, R, C = "EarlyStopping", "ReduceLROnPlateau", "ModelCheckpoint"
CASES = {
    "stop_patience_0": (S, dict(monitor="val_loss"), FALL),
    "stop_patience_2": (S, dict(monitor="val_loss", patience=2), FALL),
    "stop_patience_3": (S, dict(monitor="val_loss", patience=3), FALL),
    "stop_patience_5": (S, dict(monitor="val_loss", patience=5), FALL),
    "stop_min_delta": (S, dict(monitor="val_loss", patience=2, min_delta=0.005), SLOW),
    "stop_flat": (S, dict(monitor="val_loss", patience=3), FLAT),
    "stop_restore": (S, dict(monitor="val_loss", patience=3, restore_best_weights=True), FALL),
    "stop_restore_not_stopped": (S, dict(monitor="val_loss", patience=20, restore_best_weights=True), FALL),
    "stop_auto_accuracy": (S, dict(monitor="val_accuracy", patience=2), RISE),
    "stop_max": (S, dict(monitor="val_accuracy", mode="max", patience=3, min_delta=0.02), RISE),
    "stop_min_on_accuracy": (S, dict(monitor="val_accuracy", mode="min", patience=2), RISE),
    "stop_baseline_missed": (S, dict(monitor="val_loss", patience=2, baseline=0.65), FALL),
    "stop_baseline_met": (S, dict(monitor="val_loss", patience=2, baseline=0.9), FALL),
    "stop_baseline_restore": (S, dict(monitor="val_loss", patience=2, baseline=0.1, restore_best_weights=True), FALL),
    "stop_start_from": (S, dict(monitor="val_loss", patience=1, start_from_epoch=5), FALL),
    "plateau_default_patience": (R, dict(monitor="val_loss"), FLAT + FLAT[:2]),
    "plateau_patience_1": (R, dict(monitor="val_loss", patience=1), FALL),
    "plateau_patience_2": (R, dict(monitor="val_loss", factor=0.5, patience=2), FALL),
    "plateau_cooldown": (R, dict(monitor="val_loss", factor=0.5, patience=1, cooldown=2), FLAT),
    "plateau_cooldown_patience_2": (R, dict(monitor="val_loss", factor=0.5, patience=2, cooldown=1), FLAT),
    "plateau_min_lr": (R, dict(monitor="val_loss", factor=0.5, patience=1, min_lr=0.02), FLAT),
    "plateau_min_delta": (R, dict(monitor="val_loss", factor=0.5, patience=2, min_delta=0.005), SLOW),
    "plateau_default_min_delta": (R, dict(monitor="val_loss", factor=0.5, patience=1), SLOW),
    "plateau_max": (R, dict(monitor="val_accuracy", mode="max", factor=0.5, patience=2), RISE),
    "plateau_auto_accuracy": (R, dict(monitor="val_accuracy", factor=0.5, patience=1), RISE),
    "checkpoint_best": (C, dict(monitor="val_loss", save_best_only=True), FALL),
    "checkpoint_best_max": (C, dict(monitor="val_accuracy", save_best_only=True, mode="max"), RISE),
    "checkpoint_threshold": (C, dict(monitor="val_loss", save_best_only=True, initial_value_threshold=0.7), FALL),
}


def run(name, arguments, values):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    # ReduceLROnPlateau needs an optimizer; a metric of this name tells mode="auto" the direction
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse", metrics=["accuracy"])
    model.fit(np.zeros((2, 1)), np.zeros((2, 1)), verbose=0)
    folder = tempfile.TemporaryDirectory()
    more = {"filepath": os.path.join(folder.name, "{epoch}.keras")} if name == C else {}
    callback, rates, saved, count = getattr(keras.callbacks, name)(**arguments, **more), [], [], 0
    callback.set_model(model)
    model.stop_training = False
    callback.on_train_begin()
    for epoch, value in enumerate(values):
        callback.on_epoch_begin(epoch)
        model.set_weights([np.full((1, 1), epoch + 1.0)])
        callback.on_epoch_end(epoch, {"loss": value, arguments["monitor"]: value})
        rates.append(np.asarray(model.optimizer.learning_rate))
        if len(os.listdir(folder.name)) > count:
            count, saved = count + 1, saved + [epoch]
        if model.stop_training:
            break
    callback.on_train_end()
    if name == S:
        return {"epochs_run": len(rates), "stopped_epoch": callback.stopped_epoch, "best_epoch": callback.best_epoch,
                "best": None if callback.best is None or math.isinf(callback.best) else float(callback.best),
                "weight": float(model.get_weights()[0][0, 0])}
    return {"rates": rates} if name == R else {"saved": saved}


if __name__ == "__main__":
    cases = {}
    for key, (name, arguments, values) in CASES.items():
        expect = run(name, arguments, values)
        print(key, expect, flush=True)
        cases[key] = {"callback": name, "arguments": arguments, "values": values, "expect": expect}
    common.write("callbacks.json", __file__, cases)
