"""What the golden scripts share.

Each script runs real Keras 3 on JAX and writes its files of testing/goldens/:

    python tools/goldens/optimizers.py        (in a virtual environment with: pip install keras jax)

Keras 3.15 has no backend that keeps float64 by itself. On JAX it turns float64 into float32 inside tanh, sqrt, log, cos
and others, to follow JAX's default; on TensorFlow it turns Python numbers such as beta_2 = 0.999 into float32 first, which
moves Adam's losses by 1e-6. So 64 bits are enabled in JAX and that one entry of Keras's table is taken out here; nothing
else of Keras is touched. With GOLDENS_FLOAT32=1 neither is done, and float32 numbers are those that every user gets.

Every file is one JSON object: "made_by", "versions", what the script's docstring says, and "cases", one case a line.
Numbers are the shortest decimals that read back to the same double; numbers that Keras computed in float32 are the
shortest that read back to the same float. The inputs stand in the file or follow from `noise`, which needs integers
only, so that another language gets the same bits.
"""
import importlib.metadata, json, os, pathlib, platform

FLOAT32 = os.environ.get("GOLDENS_FLOAT32") == "1"
os.environ.update(KERAS_BACKEND="jax", JAX_ENABLE_X64="0" if FLOAT32 else "1", JAX_PLATFORMS="cpu", TF_CPP_MIN_LOG_LEVEL="3")
import jax
import numpy as np
from keras.src.backend.common import dtypes

if not FLOAT32:
    del dtypes.BIT64_TO_BIT32_DTYPE["float64"]

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "testing" / "goldens"


def level(i):
    """An integer in 0…1008 that looks random: (1103 i² + 377 i + 29) mod 1009."""
    return (1103 * i * i + 377 * i + 29) % 1009


def noise(first, shape, scale=1.0):
    """scale · (level(i) / 504 − 1) for i = first, first + 1, …, in row-major order, computed in double."""
    n = int(np.prod(shape))
    return np.array([scale * (level(first + i) / 504.0 - 1.0) for i in range(n)]).reshape(shape)


def digits12(x):
    """x with 12 digits, a thousandth of what the tests allow, which keeps the files small."""
    return np.vectorize(lambda v: float(f"{v:.12g}"), otypes=[float])(np.asarray(x))


def value_and_gradient(f, x, cotangent=None):
    """f(x), and the gradient of Σ f(x), or of Σ cotangent · f(x), by x."""
    value, pull = jax.vjp(f, jax.numpy.asarray(x))
    return np.asarray(value), np.asarray(pull(jax.numpy.ones_like(value) if cotangent is None else cotangent)[0])


def plain(value):
    """Arrays and NumPy scalars as lists and Python numbers; float32 with as few digits as name it."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if hasattr(value, "__array__"):
        value = np.asarray(value)
        if value.ndim:
            return [plain(v) for v in value]
        if value.dtype == np.float32:
            return float(str(np.float32(value)))
        return value.item()
    return value


def write(name, script, cases, **more):
    import keras
    versions = {"keras": keras.version(), "python": platform.python_version(),
                **{p: importlib.metadata.version(p) for p in ("jax", "jaxlib", "numpy")}}
    head = {"made_by": f"tools/goldens/{pathlib.Path(script).name}", "versions": versions, **more}
    line = lambda value: json.dumps(plain(value), ensure_ascii=False, allow_nan=False)
    text = "{\n" + "".join(f" {json.dumps(k)}: {line(v)},\n" for k, v in head.items()) + ' "cases": {\n'
    text += ",\n".join(f"  {json.dumps(k)}: {line(v)}" for k, v in cases.items()) + "\n }\n}\n"
    json.loads(text)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{FOLDER / name}: {len(cases)} cases, {len(text.encode())} bytes")
