"""Writes testing/goldens/texts.json: what Keras prints, line by line, as a reference for the look; not to be matched to the byte.

A case is {"lines"}: each line as printed; in training lines every time is replaced by {t}, and every number by {x} where
it depends on the machine. "history_keys": the keys of History.history in order, with and without validation data.
summary_* use line_length 80. Bars that verbose=1 draws over one another are kept apart at the carriage return and the
backspaces; only the last state of each is written.
"""
import contextlib, io, re

import common
import keras
import numpy as np


def model(*layers, compiled=True):
    keras.utils.clear_session()
    keras.utils.set_random_seed(1)
    m = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), *layers], name="sequential")
    if compiled:
        m.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return m


def dense():
    return model(keras.layers.Dense(128, activation="relu"), keras.layers.Dense(10, activation="softmax"))


def summary(m):
    lines = []
    m.summary(line_length=80, print_fn=lambda text, **_: lines.extend(text.rstrip("\n").split("\n")))
    return {"lines": [line.rstrip() for line in lines]}


def printed(action):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        action()
    text = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())
    last = [re.split(r"[\r\x08]+", line)[-1].rstrip() for line in text.split("\n")]
    clean = lambda s: re.sub(r"(?<=: )[-+.e\d]+(?=$| - )", "{x}", re.sub(r"\d+(\.\d+)?(us|ms|s)(?=\b|/)", "{t}", s))
    return {"lines": [clean(line) if "step" in line or "loss" in line else line for line in last if line]}


if __name__ == "__main__":
    x, y = common.noise(0, (200, 28, 28)).astype("float32"), np.array([common.level(i) % 10 for i in range(200)])
    frozen = dense(); frozen.layers[1].trainable = False
    trained = dense(); trained.fit(x, y, verbose=0)
    cases = {"summary_dense128": summary(model(keras.layers.Dense(128, activation="relu"),
                                               keras.layers.Dense(10, activation="softmax"), compiled=False)),
             "summary_dense128_trained": summary(trained), "summary_one_layer_frozen": summary(frozen)}
    for verbose in (1, 2):
        m = dense()
        fit = lambda **more: m.fit(x, y, epochs=2, verbose=verbose, **more)
        cases[f"fit_verbose_{verbose}"] = printed(lambda: fit())
        cases[f"fit_validation_verbose_{verbose}"] = printed(lambda: fit(validation_split=0.2))
        cases[f"evaluate_verbose_{verbose}"] = printed(lambda: m.evaluate(x, y, verbose=verbose))
        cases[f"predict_verbose_{verbose}"] = printed(lambda: m.predict(x, verbose=verbose))
    stop = keras.callbacks.EarlyStopping("loss", patience=0, min_delta=100, verbose=1, restore_best_weights=True)
    plateau = keras.callbacks.ReduceLROnPlateau("loss", patience=1, min_delta=100, verbose=1)
    cases["early_stopping_message"] = printed(lambda: m.fit(x, y, epochs=5, verbose=0, callbacks=[stop]))
    cases["plateau_message"] = printed(lambda: m.fit(x, y, epochs=2, verbose=0, callbacks=[plateau]))
    plain = dense().fit(x, y, epochs=1, verbose=0).history
    valid = dense().fit(x, y, epochs=1, verbose=0, validation_split=0.2).history
    common.write("texts.json", __file__, cases, history_keys=[list(plain), list(valid)])
    for key, case in cases.items():
        print("#", key, *case["lines"], sep="\n")
