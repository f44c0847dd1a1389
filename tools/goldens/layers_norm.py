"""Writes testing/goldens/layers_norm.json, layers_reshaping.json and layers_activation.json; a case is what layers.py says."""
from layers import L, case, write


def batch():
    bn = lambda config, shape, training, positive=(3,): case(L.BatchNormalization, config, [shape], training=training, positive=positive)
    for training in (False, True):
        name = "batch_training" if training else "batch"
        yield name, bn({}, (5, 3), training)
        yield name + "_image", bn(dict(momentum=0.9, epsilon=1e-5), (3, 2, 2, 3), training)
        yield name + "_axis1", bn(dict(axis=1, momentum=0.5), (3, 2, 4), training)
        yield name + "_no_center", bn(dict(center=False), (4, 2, 3), training, (2,))
        yield name + "_no_scale", bn(dict(scale=False), (6, 2), training, (2,))
        yield name + "_plain", bn(dict(center=False, scale=False, momentum=0.0), (4, 3), training, (1,))
        yield name + "_one_row", bn(dict(epsilon=0.1), (1, 2), training)
        yield name + "_frozen", bn(dict(trainable=False), (4, 2, 2), training)


def norm():
    yield from batch()
    layer = lambda shape, **config: case(L.LayerNormalization, config, [shape])
    yield "layer", layer((4, 5))
    yield "layer_rank3", layer((2, 3, 4), epsilon=1e-5)
    yield "layer_axis1", layer((2, 3, 4), axis=1)
    yield "layer_two_axes", layer((2, 3, 4), axis=[-2, -1])
    yield "layer_two_axes_apart", layer((2, 3, 2, 4), axis=[1, 3])
    yield "layer_no_center", layer((3, 4), center=False)
    yield "layer_no_scale", layer((3, 4), scale=False)
    yield "layer_plain", layer((2, 2, 3), scale=False, center=False, epsilon=0.1)
    rms = lambda shape, **config: case(L.RMSNormalization, config, [shape])
    yield "rms", rms((4, 5))
    yield "rms_rank3", rms((2, 3, 4), epsilon=1e-3)
    yield "rms_rank4", rms((2, 2, 2, 3))
    yield "rms_two_axes", rms((2, 3, 4), axis=[-2, -1])
    yield "rms_three_axes", rms((2, 2, 3, 2), axis=[1, 2, 3], epsilon=0.1)
    yield "rms_image", rms((1, 3, 2, 4), epsilon=1e-5)
    unit = lambda shape, **config: case(L.UnitNormalization, config, [shape])
    yield "unit", unit((4, 5))
    yield "unit_rank3", unit((2, 3, 4))
    yield "unit_axis1", unit((2, 3, 4), axis=1)
    yield "unit_two_axes", unit((2, 3, 4), axis=[1, 2])
    yield "unit_apart", unit((2, 3, 2, 3), axis=[1, -1])
    yield "unit_rank4", unit((1, 2, 3, 4), axis=-1)
    group = lambda shape, **config: case(L.GroupNormalization, config, [shape])
    yield "group", group((2, 3, 4), groups=2)
    yield "group_image", group((2, 3, 2, 6), groups=3, epsilon=1e-5)
    yield "group_instance", group((2, 5, 3), groups=-1)
    yield "group_one", group((3, 4), groups=1)
    yield "group_axis1", group((2, 4, 3), groups=2, axis=1)
    yield "group_axis2_from_end", group((2, 3, 4, 2), groups=2, axis=-2)
    yield "group_no_center", group((2, 3, 4), groups=4, center=False)
    yield "group_no_scale", group((2, 3, 4), groups=2, scale=False)


def reshaping():
    for name, dims, shape in [("2", [2, 1], (2, 3, 4)), ("3", [3, 1, 2], (2, 3, 4, 2)), ("3_last", [1, 3, 2], (1, 2, 3, 4)),
                              ("same", [1, 2], (2, 2, 3)), ("one", [1], (3, 2)), ("4", [4, 2, 1, 3], (2, 2, 3, 2, 2))]:
        yield "permute_" + name, case(L.Permute, dict(dims=dims), [shape])
    for n, shape in [(1, (2, 3)), (2, (2, 3)), (3, (4, 1)), (5, (1, 2)), (4, (3, 4)), (7, (2, 2))]:
        yield f"repeat_vector_{n}", case(L.RepeatVector, dict(n=n), [shape])
    for shape in [(3,), (2, 3), (1, 4), (2, 3, 2), (2, 1, 2, 2), (2, 2, 1, 2, 2)]:
        yield f"identity_{len(shape)}_{shape[-1]}", case(L.Identity, {}, [shape])
    for training in (False, True):
        for i, (config, shape) in enumerate([({}, (2, 3)), (dict(l1=0.1), (3, 2, 2)), (dict(l1=0.2, l2=0.3), (1, 4))]):
            yield f"activity_regularization_{i}_{training}", case(L.ActivityRegularization, config, [shape], training=training)


def activation():
    relu = lambda **config: case(L.ReLU, config, [(3, 4, 2)])
    yield "relu", relu()
    yield "relu_max", relu(max_value=0.5)
    yield "relu_slope", relu(negative_slope=0.2)
    yield "relu_threshold", relu(threshold=0.3)
    yield "relu_max_slope", relu(max_value=0.6, negative_slope=0.1)
    yield "relu_all", relu(max_value=0.7, negative_slope=0.1, threshold=0.2)
    for i, slope in enumerate([None, 0.0, 0.1, 0.5, 1.0, 2.0]):
        yield f"leaky_relu_{i}", case(L.LeakyReLU, {} if slope is None else dict(negative_slope=slope), [(3, 4)])
    for i, alpha in enumerate([None, 0.0, 0.1, 0.5, 1.5, 2.0]):
        yield f"elu_{i}", case(L.ELU, {} if alpha is None else dict(alpha=alpha), [(2, 3, 2)])
    for i, (shared, shape) in enumerate([(None, (3, 4)), (None, (2, 3, 2)), ([1], (2, 3, 4)), ([1, 2], (2, 3, 2, 4)),
                                         ([2], (2, 3, 4)), ([1, 3], (2, 2, 3, 2))]):
        yield f"prelu_{i}", case(L.PReLU, {} if shared is None else dict(shared_axes=shared), [shape])
    for i, (axis, shape) in enumerate([(-1, (3, 4)), (1, (2, 3, 4)), (-2, (2, 3, 4)), ([1, 2], (2, 3, 4)), ([-1], (2, 5)),
                                       ([1, 3], (2, 3, 2, 2))]):
        yield f"softmax_{i}", case(L.Softmax, dict(axis=axis), [shape])


if __name__ == "__main__":
    write("norm", __file__, norm())
    write("reshaping", __file__, reshaping())
    write("activation", __file__, activation())
