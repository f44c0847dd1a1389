"""Writes testing/goldens/layers_global_pooling.json, layers_adaptive_pooling.json, layers_depthwise.json, layers_conv_transpose.json and
layers_image_sizes.json, or those named on the command line; a case is what layers.py says."""
import sys

from layers import L, case, write

LAST = {1: (2, 5, 3), 2: (2, 3, 4, 2), 3: (2, 2, 3, 2, 2)}
FIRST = dict(data_format="channels_first")


def first(shape):
    return (shape[0], shape[-1], *shape[1:-1])


def global_pooling():
    for n, shape in LAST.items():
        for kind in ("Max", "Average"):
            layer, name = getattr(L, f"Global{kind}Pooling{n}D"), f"global_{kind.lower()}_pooling{n}d"
            yield name, case(layer, {}, [shape])
            yield name + "_keepdims", case(layer, dict(keepdims=True), [shape])
            yield name + "_first", case(layer, FIRST, [first(shape)])
            yield name + "_first_keepdims", case(layer, dict(FIRST, keepdims=True), [first(shape)])
            yield name + "_one", case(layer, {}, [(1,) * (n + 2)])
            yield name + "_long", case(layer, {}, [(3, 17) + (1,) * (n - 1) + (5,)])


def adaptive_pooling():
    last = {1: (2, 7, 3), 2: (2, 5, 6, 2), 3: (1, 4, 3, 5, 2)}
    for n, shape in last.items():
        for kind in ("Max", "Average"):
            layer, name = getattr(L, f"Adaptive{kind}Pooling{n}D"), f"adaptive_{kind.lower()}_pooling{n}d"
            yield name, case(layer, dict(output_size=3), [shape])
            yield name + "_one", case(layer, dict(output_size=1), [shape])
            yield name + "_first", case(layer, dict(FIRST, output_size=2), [first(shape)])
            yield name + "_same", case(layer, dict(output_size=list(shape[1:-1])), [shape])
            yield name + "_larger", case(layer, dict(output_size=[shape[1] + 2, 2, 3][:n]), [shape])
            yield name + "_even", case(layer, dict(output_size=[4, 2, 3][:n]), [(2, 8, 6, 3)[:n + 1] + (2,)])
            yield name + "_each", case(layer, dict(output_size=[4, 5, 2][:n]), [shape])


def depthwise():
    sizes = {1: (2, 6, 3), 2: (2, 5, 4, 2)}
    for n, shape in sizes.items():
        layer, name = getattr(L, f"DepthwiseConv{n}D"), f"depthwise_conv{n}d"
        yield name, case(layer, dict(kernel_size=3), [shape])
        yield name + "_multiplier", case(layer, dict(kernel_size=2, depth_multiplier=2, activation="tanh"), [shape])
        yield name + "_same_strides", case(layer, dict(kernel_size=3, strides=2, padding="same"), [shape])
        yield name + "_dilation", case(layer, dict(kernel_size=2, dilation_rate=2, use_bias=False), [shape])
        yield name + "_first", case(layer, dict(FIRST, kernel_size=2, depth_multiplier=3), [first(shape)])
        yield name + "_strides_and_dilation", case(layer, dict(kernel_size=2, strides=2, dilation_rate=2), [shape])
        yield name + "_one_channel", case(layer, dict(kernel_size=1, activation="relu"), [shape[:-1] + (1,)])
        layer, name = getattr(L, f"SeparableConv{n}D"), f"separable_conv{n}d"
        yield name, case(layer, dict(filters=4, kernel_size=3), [shape])
        yield name + "_multiplier", case(layer, dict(filters=3, kernel_size=2, depth_multiplier=2), [shape])
        yield name + "_same_strides", case(layer, dict(filters=2, kernel_size=3, strides=2, padding="same"), [shape])
        yield name + "_dilation", case(layer, dict(filters=2, kernel_size=2, dilation_rate=2, use_bias=False), [shape])
        yield name + "_first", case(layer, dict(FIRST, filters=3, kernel_size=2, activation="tanh"), [first(shape)])
        yield name + "_strides_and_dilation", case(layer, dict(filters=2, kernel_size=2, strides=2, dilation_rate=2), [shape])
        yield name + "_pointwise", case(layer, dict(filters=5, kernel_size=1, activation="relu"), [shape])
    yield "depthwise_conv2d_sizes", case(L.DepthwiseConv2D, dict(kernel_size=[3, 1], padding="same"), [sizes[2]])
    yield "separable_conv2d_sizes", case(L.SeparableConv2D, dict(filters=2, kernel_size=[1, 3]), [sizes[2]])


def conv_transpose():
    for n, shape in {1: (2, 4, 3), 2: (2, 3, 4, 2), 3: (1, 2, 3, 2, 2)}.items():
        layer, name = getattr(L, f"Conv{n}DTranspose"), f"conv{n}d_transpose"
        yield name, case(layer, dict(filters=2, kernel_size=3), [shape])
        yield name + "_strides", case(layer, dict(filters=2, kernel_size=3, strides=2), [shape])
        yield name + "_same", case(layer, dict(filters=3, kernel_size=2, strides=2, padding="same"), [shape])
        yield name + "_same_odd", case(layer, dict(filters=1, kernel_size=3, strides=2, padding="same"), [shape])
        yield name + "_gaps", case(layer, dict(filters=2, kernel_size=1, strides=3, activation="tanh"), [shape])
        yield name + "_output_padding", case(layer, dict(filters=2, kernel_size=3, strides=2, output_padding=1), [shape])
        yield name + "_same_output_padding", case(
            layer, dict(filters=2, kernel_size=3, strides=3, padding="same", output_padding=2), [shape])
        yield name + "_no_output_padding", case(
            layer, dict(filters=1, kernel_size=4, strides=2, padding="same", output_padding=0), [shape])
        yield name + "_dilation", case(layer, dict(filters=2, kernel_size=2, dilation_rate=2, use_bias=False), [shape])
        yield name + "_first", case(layer, dict(FIRST, filters=3, kernel_size=2, strides=2), [first(shape)])
    yield "conv2d_transpose_sizes", case(
        L.Conv2DTranspose, dict(filters=2, kernel_size=[3, 2], strides=[1, 2], activation="relu"), [(1, 3, 2, 2)])


def image_sizes():
    for n, shape in {1: (2, 5, 2), 2: (1, 4, 5, 2), 3: (1, 3, 3, 4, 1)}.items():
        pairs = [[1, 0], [0, 2], [1, 1]][:n]
        for what, argument in ("ZeroPadding", "padding"), ("Cropping", "cropping"):
            layer, name = getattr(L, f"{what}{n}D"), {"ZeroPadding": "zero_padding", "Cropping": "cropping"}[what] + f"{n}d"
            yield name, case(layer, {}, [shape])
            yield name + "_number", case(layer, {argument: 1}, [shape])
            yield name + "_none", case(layer, {argument: 0}, [shape])
            yield name + "_each", case(layer, {argument: [1, 0, 1][:max(n, 2)]}, [shape])
            yield name + "_pairs", case(layer, {argument: pairs if n > 1 else [1, 2]}, [shape])
            yield name + "_behind", case(layer, {argument: [[0, 2]] + [[0, 1]] * (n - 1) if n > 1 else [0, 2]}, [shape])
            if what == "ZeroPadding" or n > 1:
                yield name + "_first", case(layer, {argument: pairs if n > 1 else [0, 1], **FIRST}, [first(shape)])
        layer, name = getattr(L, f"UpSampling{n}D"), f"up_sampling{n}d"
        yield name, case(layer, {}, [shape])
        yield name + "_three", case(layer, dict(size=3), [(1,) + (2,) * n + (3,)])
        yield name + "_one", case(layer, dict(size=1), [shape])
        yield name + "_pixel", case(layer, dict(size=4), [(2,) + (1,) * (n + 1)])
        yield name + "_five", case(layer, dict(size=5), [(3, 2) + (1,) * n])
        if n == 1:
            yield name + "_long", case(layer, dict(size=2), [(1, 11, 3)])
        else:
            yield name + "_each", case(layer, dict(size=[1, 3, 2][:n]), [shape])
            yield name + "_first", case(layer, dict(FIRST, size=[2, 1, 3][:n]), [first(shape)])
    shape = (2, 3, 4, 2)
    linear = dict(interpolation="bilinear")
    yield "up_sampling2d_bilinear", case(L.UpSampling2D, linear, [shape])
    yield "up_sampling2d_bilinear_three", case(L.UpSampling2D, dict(linear, size=3), [shape])
    yield "up_sampling2d_bilinear_each", case(L.UpSampling2D, dict(linear, size=[1, 4]), [shape])
    yield "up_sampling2d_bilinear_one", case(L.UpSampling2D, dict(linear, size=1), [shape])
    yield "up_sampling2d_bilinear_pixel", case(L.UpSampling2D, dict(linear, size=2), [(1, 1, 1, 3)])
    for kind in ("bicubic", "lanczos3", "lanczos5"):
        more = dict(interpolation=kind)
        yield f"up_sampling2d_{kind}", case(L.UpSampling2D, more, [shape])
        yield f"up_sampling2d_{kind}_three", case(L.UpSampling2D, dict(more, size=3), [(1, 5, 6, 1)])
        yield f"up_sampling2d_{kind}_each", case(L.UpSampling2D, dict(more, size=[1, 4]), [shape])
        yield f"up_sampling2d_{kind}_pixel", case(L.UpSampling2D, dict(more, size=2), [(1, 1, 1, 3)])
        yield f"up_sampling2d_{kind}_first", case(L.UpSampling2D, dict(more, size=[3, 2], **FIRST), [first(shape)])
        yield f"up_sampling2d_{kind}_long", case(L.UpSampling2D, dict(more, size=[5, 1]), [(1, 13, 1, 2)])
    yield "up_sampling2d_bilinear_first", case(L.UpSampling2D, dict(linear, size=[3, 2], **FIRST), [first(shape)])


if __name__ == "__main__":
    families = {f.__name__: f for f in (global_pooling, adaptive_pooling, depthwise, conv_transpose, image_sizes)}
    for name in sys.argv[1:] or families:
        write(name, __file__, families[name]())
