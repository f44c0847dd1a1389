"""Makes glia/files/testdata/numpy.safetensors, and checks glia.safetensors, which Glia's own test writes byte for byte.

Needs: pip install safetensors==0.8.0 numpy==2.4.6.
  python tools/goldens/make_safetensors.py make
  python tools/goldens/make_safetensors.py check
"""
import pathlib
import sys

import numpy as np
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "glia" / "files" / "testdata"
TENSORS = {
    "dense/kernel": np.array([[0.0, -1.5, 3.25], [1e-30, np.inf, np.nan]], np.float32),
    "f64": np.array([np.pi, -0.0], np.float64),
    "i32": np.array([[[-(2**31), 2**31 - 1]]], np.int32),
    "i64": np.array([-(2**63), 2**63 - 1, 7], np.int64),
    "u8": np.arange(5, dtype=np.uint8) * 60,
    "mask": np.array([True, False, True]),
    "scalar": np.array(42.0, np.float32),
    "empty": np.zeros((0, 3), np.float32),
    "名前 \"quoted\"": np.array([1.0], np.float64),
}
METADATA = {"format": "np", "text": "line\nbreak \u00e9 \U0001f600"}


def make():
    save_file(TENSORS, FOLDER / "numpy.safetensors", metadata=METADATA)


def check():
    path = FOLDER / "glia.safetensors"
    loaded = load_file(path)
    assert list(sorted(loaded)) == list(sorted(TENSORS)), sorted(loaded)
    for name, expected in TENSORS.items():
        assert loaded[name].dtype == expected.dtype and loaded[name].shape == expected.shape, name
        assert loaded[name].tobytes() == expected.tobytes(), name
    with safe_open(path, "np") as f:
        metadata = f.metadata()
    assert {k: v for k, v in metadata.items() if k != "glia.crc32c"} == METADATA, metadata
    print(f"{path.name}: {len(loaded)} tensors and the metadata are equal")


{"make": make, "check": check}[sys.argv[1]]()
