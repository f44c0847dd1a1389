"""Writes testing/goldens/layers_conv.json and layers_pooling.json; a case is what layers.py says."""
from layers import L, case, write


def conv():
    yield "conv1d", case(L.Conv1D, dict(filters=3, kernel_size=3), [(2, 6, 2)])
    yield "conv1d_causal", case(L.Conv1D, dict(filters=2, kernel_size=3, padding="causal", dilation_rate=2), [(2, 6, 2)])
    yield "conv1d_same_strides", case(L.Conv1D, dict(filters=2, kernel_size=4, strides=3, padding="same"), [(2, 7, 3)])
    yield "conv1d_relu", case(L.Conv1D, dict(filters=3, kernel_size=1, activation="relu", use_bias=False), [(2, 5, 2)])
    yield "conv1d_groups", case(L.Conv1D, dict(filters=4, kernel_size=2, groups=2), [(1, 5, 4)])
    yield "conv1d_first", case(L.Conv1D, dict(filters=2, kernel_size=3, padding="same", activation="tanh"), [(3, 4, 1)])
    yield "conv2d", case(L.Conv2D, dict(filters=3, kernel_size=[3, 2]), [(2, 5, 4, 2)])
    yield "conv2d_same", case(L.Conv2D, dict(filters=2, kernel_size=3, padding="same", activation="relu"), [(2, 4, 5, 2)])
    yield "conv2d_strides", case(L.Conv2D, dict(filters=2, kernel_size=3, strides=[2, 3], padding="same"), [(1, 6, 7, 2)])
    yield "conv2d_dilation", case(L.Conv2D, dict(filters=2, kernel_size=2, dilation_rate=[2, 1]), [(2, 5, 4, 1)])
    yield "conv2d_groups", case(L.Conv2D, dict(filters=4, kernel_size=2, groups=2, padding="same"), [(1, 3, 3, 4)])
    yield "conv2d_pointwise", case(L.Conv2D, dict(filters=5, kernel_size=1, use_bias=False), [(2, 3, 2, 3)])
    yield "conv2d_strided_pointwise", case(L.Conv2D, dict(filters=3, kernel_size=1, strides=2), [(2, 5, 4, 2)])
    yield "conv3d", case(L.Conv3D, dict(filters=2, kernel_size=2), [(1, 3, 3, 4, 2)])
    yield "conv3d_same", case(L.Conv3D, dict(filters=2, kernel_size=[2, 3, 1], padding="same"), [(1, 3, 2, 3, 1)])
    yield "conv3d_strides", case(L.Conv3D, dict(filters=1, kernel_size=2, strides=[1, 2, 2]), [(2, 2, 4, 3, 2)])
    yield "conv3d_relu", case(L.Conv3D, dict(filters=3, kernel_size=1, activation="relu"), [(1, 2, 2, 2, 2)])
    yield "conv3d_dilation", case(L.Conv3D, dict(filters=1, kernel_size=2, dilation_rate=2), [(1, 3, 3, 3, 2)])
    yield "conv3d_groups", case(L.Conv3D, dict(filters=2, kernel_size=2, groups=2), [(1, 2, 3, 2, 2)])


def pooling():
    sizes = {1: (2, 7, 2), 2: (2, 5, 6, 2), 3: (1, 4, 5, 4, 2)}
    for n, shape in sizes.items():
        for kind in ("Max", "Average"):
            layer = getattr(L, f"{kind}Pooling{n}D")
            name = f"{kind.lower()}_pooling{n}d"
            yield name, case(layer, {} if kind == "Max" else dict(pool_size=2), [shape])
            yield name + "_same", case(layer, dict(pool_size=3, strides=2, padding="same"), [shape])
            yield name + "_overlap", case(layer, dict(pool_size=3, strides=1), [shape])
            yield name + "_gaps", case(layer, dict(pool_size=1, strides=2), [shape])
            yield name + "_same_default", case(layer, dict(pool_size=2, padding="same"), [shape])
            yield name + "_wide", case(layer, dict(pool_size=shape[1] if n == 1 else [3] + [2] * (n - 1)), [shape])


if __name__ == "__main__":
    write("conv", __file__, conv())
    write("pooling", __file__, pooling())
