"""Writes testing/goldens/layers_core.json, layers_merge.json, layers_dot.json, layers_spectral.json and layers_noise.json, or those named on the command line; a
case is what layers.py says. Layers that draw random numbers are compared where they draw none: in inference, and in training
at rate 0."""
import sys

from layers import L, case, write


def core():
    dense = lambda shape, **config: case(L.Dense, config, [shape])
    yield "dense", dense((3, 4), units=2)
    yield "dense_tanh", dense((2, 5), units=3, activation="tanh")
    yield "dense_softmax", dense((4, 3), units=5, activation="softmax")
    yield "dense_no_bias", dense((3, 2), units=4, use_bias=False)
    yield "dense_rank3", dense((2, 3, 4), units=2, activation="sigmoid")
    yield "dense_rank4", dense((2, 1, 3, 2), units=3, activation="gelu", use_bias=False)
    yield "dense_one", dense((1, 1), units=1)
    for i, shape in enumerate([(3, 4), (2, 3, 4), (2, 3, 2, 2), (1, 2, 1, 3, 2), (2, 1), (3, 5, 1)]):
        yield f"flatten_{i}", case(L.Flatten, {}, [shape])
    for i, (target, shape) in enumerate([([6], (2, 2, 3)), ([3, 2], (2, 6)), ([-1, 2], (3, 4)), ([2, -1, 2], (2, 3, 4)),
                                         ([1, 4], (1, 2, 2)), ([-1], (2, 3, 2))]):
        yield f"reshape_{i}", case(L.Reshape, dict(target_shape=target), [shape])
    for name in "linear", "tanh", "sigmoid", "softmax", "gelu", "silu", "elu", "softplus":
        yield f"activation_{name}", case(L.Activation, dict(activation=name), [(2, 3, 4)])


def merge():
    s = (2, 3, 4)
    for layer in L.Add, L.Multiply, L.Average, L.Maximum, L.Minimum:
        name = layer.__name__.lower()
        for i, shapes in enumerate([[(3, 4)] * 2, [s] * 3, [s] * 4, [s, (2, 1, 4)], [(2, 1, 3), (2, 4, 1)], [(1, 1)] * 2]):
            yield f"{name}_{i}", case(layer, {}, shapes)
    for i, shapes in enumerate([[(3, 4)] * 2, [s] * 2, [s, (2, 1, 4)], [(2, 3, 1), s], [(2, 1, 3), (2, 4, 1)], [(1, 1)] * 2]):
        yield f"subtract_{i}", case(L.Subtract, {}, shapes)
    for i, (axis, shapes) in enumerate([(None, [(2, 3), (2, 4)]), (1, [(2, 3), (2, 1)]), (1, [(2, 3, 2), (2, 1, 2), (2, 4, 2)]),
                                        (-1, [s, s]), (-2, [(2, 3, 4), (2, 2, 4)]), (2, [(1, 2, 3, 2)] * 3)]):
        yield f"concatenate_{i}", case(L.Concatenate, {} if axis is None else dict(axis=axis), shapes)


def dot():
    for i, (axes, shapes) in enumerate([(1, [(3, 4), (3, 4)]), ([1, 2], [(2, 3, 5), (2, 4, 3)]), (-1, [(2, 3, 4), (2, 2, 4)]),
                                        ([2, 1], [(2, 3, 4), (2, 4)]), ([1, -1], [(2, 3), (2, 2, 2, 3)]), (2, [(1, 2, 3, 2)] * 2),
                                        ([3, 1], [(2, 2, 1, 3), (2, 3, 2, 2)]), (1, [(1, 3), (1, 3)])]):
        yield f"dot_{i}", case(L.Dot, dict(axes=axes), shapes)
        yield f"dot_{i}_normalize", case(L.Dot, dict(axes=axes, normalize=True), shapes)


def spectral():
    def wrapped(make, config, shape, training=True, **more):
        layer = L.SpectralNormalization(make(**config, dtype="float64"), **more, dtype="float64")
        glia = {"layer": {"class_name": make.__name__, "config": config}, **more}
        return case(L.SpectralNormalization, glia, [shape], training=training, layer=layer, order=[2, 0, 1] if config.get("use_bias", True) else [1, 0])
    dense, conv = dict(units=3), dict(filters=2, kernel_size=2)
    yield "spectral_dense", wrapped(L.Dense, dense, (4, 5))
    yield "spectral_dense_inference", wrapped(L.Dense, dense, (4, 5), training=False)
    yield "spectral_dense_many", wrapped(L.Dense, dict(units=4, activation="tanh"), (2, 3, 3), power_iterations=7)
    yield "spectral_dense_no_bias", wrapped(L.Dense, dict(units=2, use_bias=False), (3, 2), power_iterations=2)
    yield "spectral_conv1d", wrapped(L.Conv1D, conv, (2, 5, 3))
    yield "spectral_conv2d", wrapped(L.Conv2D, dict(conv, padding="same"), (2, 4, 3, 2), power_iterations=3)
    yield "spectral_conv2d_inference", wrapped(L.Conv2D, conv, (2, 4, 3, 2), training=False)
    yield "spectral_conv2d_transpose", wrapped(L.Conv2DTranspose, dict(conv, strides=2), (1, 3, 2, 2))
    yield "spectral_depthwise", wrapped(L.DepthwiseConv2D, dict(kernel_size=2, depth_multiplier=2), (1, 3, 4, 2))


def noise():
    image = {1: (2, 4, 3), 2: (2, 3, 2, 3), 3: (1, 2, 3, 2, 2)}

    def six(layer, name, argument, shapes, **more):
        for i, (value, training) in enumerate([(0.1, False), (0.5, False), (0.9, False), (0.0, False), (0.0, True)]):
            yield f"{name}_{i}", case(layer, {argument: value}, [shapes[i % len(shapes)]], training=training)
        yield f"{name}_more", case(layer, {argument: 0.3, "seed": 7, **more}, [shapes[0]])

    shapes = [(3, 4), (2, 3, 2), (1, 5)]
    yield from six(L.Dropout, "dropout", "rate", shapes, noise_shape=[1, 4])
    yield from six(L.AlphaDropout, "alpha_dropout", "rate", shapes, noise_shape=[1, 4])
    yield from six(L.GaussianNoise, "gaussian_noise", "stddev", shapes)
    yield from six(L.GaussianDropout, "gaussian_dropout", "rate", shapes)
    for n, shape in image.items():
        more = dict(data_format="channels_first") if n > 1 else {}
        yield from six(getattr(L, f"SpatialDropout{n}D"), f"spatial_dropout{n}d", "rate", [shape], **more)


if __name__ == "__main__":
    families = {f.__name__: f for f in (core, merge, dot, spectral, noise)}
    for name in sys.argv[1:] or families:
        write(name, __file__, families[name]())
