"""Architectures: testing/goldens/applications.json. See tools/goldens/common.py.

A case is one call: "function" (of keras.applications, or of the same name below), "arguments", "name" of the model,
"count" of its parameters, "layers": the name of each and the shape of its output, as the summary has it. With "output" there are also numbers: the model with the weights of `weight`, applied to the images
`noise(1, (2, *input_shape))`, both rounded to float32 and computed with in float64; every "stride"-th number of the
output in row-major order, rounded to float32.
"""
import sys
import common
from common import noise
import numpy as np, keras
from keras import layers, ops

U32 = np.uint32


def mixed(key):
    """Whole numbers of 32 bits that look random: the last steps of MurmurHash3."""
    key = (key ^ (key >> U32(16))) * U32(0x85EBCA6B)
    key = (key ^ (key >> U32(13))) * U32(0xC2B2AE35)
    return key ^ (key >> U32(16))


def weight(index, variable):
    """The weight at `index` of model.weights: u in [−1, 1) from the hash of 0x9E3779B9 · index + place.

    A kernel is √(6 / fan_in)·u (He), fan_in all but its last axis, or its first two axes if it is of a depthwise
    convolution; gamma 1 + u/4; moving_variance 1 + u/2; beta, bias and moving_mean u/8.
    """
    shape, name = variable.shape, variable.name
    place = np.arange(int(np.prod(shape)), dtype=U32)
    with np.errstate(over="ignore"):
        u = mixed(U32(index) * U32(0x9E3779B9) + place) / 2.0**31 - 1.0
    if name == "kernel":
        fan_in = np.prod(shape[:2]) if "depthwise" in variable.path else np.prod(shape[:-1])
        u = np.sqrt(6.0 / fan_in) * u
    else:
        scale = {"gamma": (1, 4), "moving_variance": (1, 2)}.get(name, (0, 8))
        u = scale[0] + u / scale[1]
    return u.reshape(shape).astype(np.float32)


def LeNet5(input_shape=(32, 32, 1), classes=10, classifier_activation="softmax", name="lenet5"):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(6, 5, activation="tanh", name="c1"),
        layers.AveragePooling2D(2, name="s2"),
        layers.Conv2D(16, 5, activation="tanh", name="c3"),
        layers.AveragePooling2D(2, name="s4"),
        layers.Conv2D(120, 5, activation="tanh", name="c5"),
        layers.Flatten(name="flatten"),
        layers.Dense(84, activation="tanh", name="f6"),
        layers.Dense(classes, activation=classifier_activation, name="predictions"),
    ], name=name)


class LocalResponse(layers.Layer):
    """y = x / (k + alpha · Σ x² over 2·radius + 1 neighbouring channels)^beta"""

    def call(self, x, radius=2, k=2.0, alpha=1e-4, beta=0.75):
        channels = x.shape[-1]
        squares = ops.pad(ops.square(x), ((0, 0), (0, 0), (0, 0), (radius, radius)))
        total = sum(squares[..., i:i + channels] for i in range(2 * radius + 1))
        return x / ops.power(k + alpha * total, beta)


def AlexNet(input_shape=(227, 227, 3), classes=1000, classifier_activation="softmax", name="alexnet"):
    relu = dict(activation="relu")
    return keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(96, 11, strides=4, name="conv1", **relu),
        LocalResponse(name="norm1"),
        layers.MaxPooling2D(3, strides=2, name="pool1"),
        layers.Conv2D(256, 5, padding="same", groups=2, name="conv2", **relu),
        LocalResponse(name="norm2"),
        layers.MaxPooling2D(3, strides=2, name="pool2"),
        layers.Conv2D(384, 3, padding="same", name="conv3", **relu),
        layers.Conv2D(384, 3, padding="same", groups=2, name="conv4", **relu),
        layers.Conv2D(256, 3, padding="same", groups=2, name="conv5", **relu),
        layers.MaxPooling2D(3, strides=2, name="pool5"),
        layers.Flatten(name="flatten"),
        layers.Dense(4096, name="fc6", **relu),
        layers.Dropout(0.5, name="drop6"),
        layers.Dense(4096, name="fc7", **relu),
        layers.Dropout(0.5, name="drop7"),
        layers.Dense(classes, activation=classifier_activation, name="predictions"),
    ], name=name)


def UNet(input_shape=(256, 256, 1), classes=1, filters=64, depth=4, classifier_activation="sigmoid", name="unet"):
    def pair(x, filters, block):
        for i in "12":
            x = layers.Conv2D(filters, 3, padding="same", activation="relu", name=f"{block}_conv{i}")(x)
        return x

    x = inputs = keras.Input(input_shape)
    skips = []
    for level in range(1, depth + 1):
        x = pair(x, filters << (level - 1), f"down{level}")
        skips.append(x)
        x = layers.MaxPooling2D(2, name=f"down{level}_pool")(x)
    x = pair(x, filters << depth, "bottom")
    for level in range(depth, 0, -1):
        x = layers.Conv2DTranspose(filters << (level - 1), 2, strides=2, name=f"up{level}_upconv")(x)
        x = layers.Concatenate(name=f"up{level}_concat")([skips[level - 1], x])
        x = pair(x, filters << (level - 1), f"up{level}")
    x = layers.Conv2D(classes, 1, activation=classifier_activation, name="predictions")(x)
    return keras.Model(inputs, x, name=name)


SMALL = {"input_shape": (32, 32, 3), "classes": 10, "classifier_activation": "linear"}
CASES = {  # arguments; with a stride: the numbers, too
    "VGG16": [({}, 0), ({"include_top": False, "input_shape": (224, 224, 3), "pooling": "max"}, 0),
              ({"include_top": False, "input_shape": (32, 40, 3)}, 32),
              ({**SMALL, "include_top": True}, 0)],
    "ResNet50": [({}, 0), ({"include_top": False, "input_shape": (224, 224, 3)}, 0), (SMALL, 1),
                 ({"include_top": False, "input_shape": (33, 64, 3), "pooling": "max"}, 64),
                 ({"include_top": False, "input_shape": (32, 32, 1), "pooling": "avg"}, 0)],
    "MobileNetV2": [({}, 0), ({"include_top": False, "input_shape": (224, 224, 3), "pooling": "avg"}, 0), (SMALL, 1),
                    ({"include_top": False, "input_shape": (45, 64, 3), "alpha": 0.35}, 64),
                    *(({"alpha": alpha, "input_shape": (96, 96, 3)}, 0) for alpha in (0.35, 0.5, 0.75, 1.3, 1.4))],
    "LeNet5": [({}, 1), ({"input_shape": (36, 32, 1), "classes": 7, "classifier_activation": "linear"}, 1)],
    "AlexNet": [({}, 0), ({"input_shape": (67, 67, 3), "classes": 10, "classifier_activation": "linear"}, 1)],
    "UNet": [({}, 0), ({"input_shape": (32, 16, 3), "filters": 4, "classes": 3, "classifier_activation": "linear"}, 16),
             ({"input_shape": (12, 20, 1), "filters": 5, "depth": 2}, 5)],
}


def case(function, arguments, stride):
    keras.utils.clear_session()
    make = getattr(keras.applications, function, None)
    model = make(weights=None, **arguments) if make else globals()[function](**arguments)
    names = [f"{layer.name} {tuple(layer.output.shape)}" for layer in model.layers]
    out = {"function": function, "arguments": arguments, "name": model.name, "count": model.count_params(), "layers": names}
    if stride:
        for index, variable in enumerate(model.weights):
            variable.assign(weight(index, variable))
        x = noise(1, (2, *model.input_shape[1:])).astype(np.float32)
        y = np.asarray(model.predict(x, verbose=0)).ravel()[::stride]
        assert y.dtype == np.float64
        out |= {"stride": stride, "output": y.astype(np.float32)}
    print(function, arguments, model.count_params(), out.get("output", [])[:4], file=sys.stderr, flush=True)
    return out


keras.config.set_floatx("float64")
# Weights that are not read need not be drawn.
keras.initializers.GlorotUniform.__call__ = lambda self, shape, dtype=None: np.zeros(shape, dtype)
common.write("applications.json", __file__, {
    f"{function} {i}": case(function, arguments, stride)
    for function, calls in CASES.items() for i, (arguments, stride) in enumerate(calls)
})
