"""What the golden scripts of layers share: each writes a testing/goldens/layers_FAMILY.json, computed in float64.

A case is {"class_name", "config", "inputs", "training", "outputs", "weights", "gradients", "input_gradients", "state"}:
a layer made with `config` (what is not the default) and built for inputs of the shapes `inputs`. Input k is
noise(1000 + 7000·k, shape); weight i, trainable ones first, of the shape weights[i], is noise(100 + 5000·i, shape,
scale), where `scale` is 0.5, and 1 more for weights that must be positive ("positive": their numbers). `outputs` are the
values; the cotangent of output j is noise(300 + 3000·j, shape). `gradients` are those of Σ cotangent · output by the
trainable weights, `input_gradients` by the inputs ("integers": inputs of whole numbers, level(i) mod their limit, without
gradient; "bools": which inputs are masks, true where the noise is above -0.4, without gradient either). "vanishing": the weights
by which the gradient is 0 for a reason, so that what is left is rounding; 0 stands in the file. `layer`: a wrapper, made beforehand, whose configuration is `config`; `order`: in which Glia
has the weights, where that is another one; `spread` turns the inputs into
arguments. "masks": for each input, which of its steps count, or null; `spread` hands them to the layer. `state` are the weights that are not trainable after the call; `training` says which call it was.
"""
import common
import jax
import keras
import numpy as np

keras.config.set_floatx("float64")
L = keras.layers


def case(make, config, shapes, training=False, positive=(), integers=None, bools=(), vanishing=(), scale=0.5, layer=None, order=None, masks=None, spread=lambda xs: ((xs[0] if len(xs) == 1 else xs,), {})):
    layer = layer or make(**config, dtype="float64")
    if not layer.built:
        layer.build(*spread(list(shapes))[0])
    weights = layer.trainable_weights + layer.non_trainable_weights
    weights = [weights[i] for i in order or range(len(weights))]
    for i, w in enumerate(weights):
        w.assign(common.noise(100 + 5000 * i, w.shape, scale) + (1.0 if i in positive else 0.0))
    if integers is None:
        xs = [common.noise(1000 + 7000 * k, s) for k, s in enumerate(shapes)]
        for k in bools:
            xs[k] = xs[k] > -0.4
    else:
        xs = [np.array([common.level(1000 + i) % integers for i in range(int(np.prod(s)))]).reshape(s) for s in shapes]
    takes_training = layer._call_has_training_arg

    def run(trainable, inputs):
        more = {"training": training} if takes_training else {}
        args, options = spread(inputs)
        outputs, state = layer.stateless_call(trainable, [w.value for w in layer.non_trainable_variables], *args, **options, **more)
        kept = {id(w) for w in layer.non_trainable_weights}
        state = [s for s, w in zip(state, layer.non_trainable_variables) if id(w) in kept]
        return (outputs if isinstance(outputs, (list, tuple)) else [outputs]), state

    trainable = [w.value for w in layer.trainable_variables]
    outputs, state = run(trainable, xs)
    cotangents = [common.noise(300 + 3000 * j, o.shape) for j, o in enumerate(outputs)]
    total = lambda t, x: sum((c * o).sum() for c, o in zip(cotangents, run(t, x)[0]))
    arrays = [jax.numpy.asarray(x) for x in xs]
    gradients = jax.grad(total, argnums=0)(trainable, arrays)
    by_inputs = [] if integers else jax.grad(total, argnums=1, allow_int=True)(trainable, arrays)
    by_inputs = [g for k, g in enumerate(by_inputs) if k not in bools]
    for i in vanishing:
        assert abs(gradients[i]).max() < 1e-14, (make.__name__, i)
        gradients[i] = 0 * gradients[i]
    for o in outputs:
        assert o.dtype == np.float64, (make.__name__, o.dtype)
    out = {"class_name": make.__name__, "config": config, "inputs": shapes, "training": training,
           "weights": [list(w.shape) for w in weights], "positive": list(positive), "scale": scale,
           "outputs": outputs, "gradients": gradients, "input_gradients": by_inputs, "state": state}
    return {**out, **({"integers": integers} if integers else {}), **({"bools": list(bools)} if bools else {}),
            **({"vanishing": list(vanishing)} if vanishing else {}), **({"masks": masks} if masks else {})}


def write(family, script, cases):
    common.write(f"layers_{family}.json", script, dict(cases))
