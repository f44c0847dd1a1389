#!/usr/bin/env python3
"""The networks of bench/text.cpp in Keras, on the same rows: text_peers.py lstm|transformer FILES --seeds N.

FILES is the folder of train.tsv and test.tsv (text TAB label). Prints a JSON line a seed: test accuracy after the last
epoch, seconds of fit. Needs keras and jax (or another backend, by KERAS_BACKEND).
"""
import argparse, collections, json, os, pathlib, time

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
ap = argparse.ArgumentParser()
ap.add_argument("network", choices=["lstm", "transformer"])
ap.add_argument("folder", type=pathlib.Path)
ap.add_argument("--seeds", type=int, default=3)
args = ap.parse_args()
import keras
import numpy as np

LENGTH, WORDS, WIDTH = 48, 8000, 64


def read(name):
    rows = [line.rsplit("\t", 1) for line in (args.folder / name).read_text().splitlines() if line]
    return [text.split() for text, _ in rows], np.array([int(label) for _, label in rows], "float32")


def network(kind):
    L = keras.layers
    words = keras.Input((LENGTH,), dtype="int32")
    h = L.Embedding(WORDS, WIDTH, mask_zero=True)(words)
    if kind == "lstm":
        h = L.Bidirectional(L.LSTM(64))(h)
    else:
        places = L.Embedding(LENGTH, WIDTH)(keras.ops.arange(LENGTH))
        h = L.Add()([h, keras.ops.broadcast_to(places, (1, LENGTH, WIDTH))])
        h = L.LayerNormalization()(L.Add()([h, L.MultiHeadAttention(4, WIDTH // 4)(h, h)]))
        h = L.LayerNormalization()(L.Add()([h, L.Dense(WIDTH)(L.Dense(2 * WIDTH, activation="relu")(h))]))
        h = L.GlobalAveragePooling1D()(h)
    h = L.Dropout(0.5)(h)
    return keras.Model(words, L.Dense(1, activation="sigmoid")(h))


texts, y = read("train.tsv")
test_texts, test_y = read("test.tsv")
counts = collections.Counter(w for text in texts for w in text)
known = {w: i + 2 for i, (w, _) in enumerate(sorted(counts.items(), key=lambda e: (-e[1], e[0]))[:WORDS - 2])}
rows = lambda lists: np.array([([known.get(w, 1) for w in t[:LENGTH]] + [0] * LENGTH)[:LENGTH] for t in lists], "int32")
x, test_x = rows(texts), rows(test_texts)
for seed in range(args.seeds):
    keras.utils.set_random_seed(seed)
    model = network(args.network)
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss="binary_crossentropy", metrics=["accuracy"])
    start = time.time()
    model.fit(x, y, batch_size=32, epochs=3, verbose=0)
    _, accuracy = model.evaluate(test_x, test_y, batch_size=128, verbose=0)
    print(json.dumps(dict(system="keras-" + keras.backend.backend(), network=args.network, seed=seed,
                          accuracy=round(float(accuracy), 4), seconds=round(time.time() - start, 1))), flush=True)
