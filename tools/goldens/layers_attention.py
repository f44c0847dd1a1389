"""Writes testing/goldens/layers_attention.json, layers_einsum.json and layers_positions.json; a case is what layers.py says.

Glia's call takes tensors only: use_causal_mask and return_attention_scores, arguments of Keras's call, stand in "config",
and a last input of bools is the attention_mask. The two layers of KerasHub are read from its sources (pip install --no-deps
keras-hub), with "float32" turned into "float64": it computes angles in 32 bits whatever the layer's dtype is, and so does
JAX the softmax of attention. A bias of the keys moves all scores of a query alike, so softmax gives it no gradient.
"""
import importlib.util, inspect, pathlib
from layers import L, case, write
import jax
import jax._src.nn.functions as jax_nn
from keras.src import backend

core = inspect.getsource(jax_nn._dot_product_attention_core)
assert "float32" in core
exec(core.replace("float32", "float64"), jax_nn.__dict__)

FLAGS = ("use_causal_mask", "return_attention_scores")


def heads(make, config, shapes, mask=False, name=None, carried=(), **more):
    flags = {k: v for k, v in config.items() if k in FLAGS}
    def spread(xs):
        xs = list(xs)
        given = dict(flags)
        for k, of_input in enumerate(carried):
            if of_input is None:
                continue
            # MultiHeadAttention does not read its argument query_mask but what the query carries
            if k == 0 and make is L.MultiHeadAttention:
                xs[0] = jax.numpy.array(xs[0])
                backend.set_keras_mask(xs[0], jax.numpy.asarray(of_input))
            else:
                given[("query_mask", "value_mask", "key_mask")[k]] = jax.numpy.asarray(of_input)
        if mask:
            given["attention_mask"] = xs.pop()
        return tuple(xs), given
    layer = make(**{k: v for k, v in config.items() if k not in FLAGS}, dtype="float64")
    out = case(make, config, shapes, layer=layer, spread=spread, bools=[len(shapes) - 1] if mask else (),
               vanishing=[3] if config.get("use_bias", True) else (), **more)
    return {**out, "class_name": name or out["class_name"]}


def multi_head():
    one = lambda config, *shapes, **more: heads(L.MultiHeadAttention, config, list(shapes), **more)
    x, q, v, k = (2, 4, 6), (2, 3, 5), (2, 4, 3), (2, 4, 2)
    yield "multi_head", one(dict(num_heads=2, key_dim=3), x, x)
    yield "multi_head_one", one(dict(num_heads=1, key_dim=2), q, v)
    # on JAX the running Keras has value_dim only where it forms the scores itself, as with dropout
    yield "multi_head_value_dim", one(dict(num_heads=3, key_dim=2, value_dim=4, dropout=0.1), q, v)
    yield "multi_head_value_dim_scores", one(dict(num_heads=2, key_dim=3, value_dim=2, return_attention_scores=True), q, v)
    yield "multi_head_cross", one(dict(num_heads=2, key_dim=2), q, v, k)
    yield "multi_head_causal", one(dict(num_heads=2, key_dim=3, use_causal_mask=True), x, x)
    yield "multi_head_causal_longer", one(dict(num_heads=2, key_dim=2, use_causal_mask=True), (2, 5, 3), v)
    yield "multi_head_scores", one(dict(num_heads=2, key_dim=3, return_attention_scores=True), q, v)
    yield "multi_head_causal_scores", one(dict(num_heads=2, key_dim=3, use_causal_mask=True, return_attention_scores=True), x, x)
    yield "multi_head_no_bias", one(dict(num_heads=2, key_dim=3, use_bias=False), x, x)
    yield "multi_head_output", one(dict(num_heads=2, key_dim=2, output_shape=[4]), q, v)
    yield "multi_head_output_two", one(dict(num_heads=2, key_dim=2, output_shape=[2, 3]), q, v)
    yield "multi_head_dropout_0", one(dict(num_heads=2, key_dim=3, dropout=0.0), x, x, training=True)
    yield "multi_head_dropout_off", one(dict(num_heads=2, key_dim=3, dropout=0.3), x, x)
    yield "multi_head_gate", one(dict(num_heads=2, key_dim=2, value_dim=3, dropout=0.1, use_gate=True), q, v)
    yield "multi_head_window", one(dict(num_heads=2, key_dim=2, sliding_window=2), x, x)
    yield "multi_head_window_causal", one(dict(num_heads=2, key_dim=2, sliding_window=2, use_causal_mask=True), x, x)
    yield "multi_head_mask", one(dict(num_heads=2, key_dim=3), q, v, (2, 3, 4), mask=True)
    yield "multi_head_mask_heads", one(dict(num_heads=2, key_dim=3), q, v, k, (2, 2, 3, 4), mask=True)
    yield "multi_head_mask_scores", one(dict(num_heads=2, key_dim=3, return_attention_scores=True), (3, 4, 2), (3, 2, 3), (3, 4, 2), mask=True)
    yield "multi_head_mask_causal", one(dict(num_heads=2, key_dim=2, use_causal_mask=True), x, x, (2, 4, 4), mask=True)
    yield "multi_head_axis", one(dict(num_heads=2, key_dim=2, attention_axes=[1]), q, v)


def group_query():
    one = lambda config, *shapes, **more: heads(L.GroupQueryAttention, config, list(shapes), name="GroupQueryAttention", **more)
    x, q, v, k = (2, 4, 6), (2, 3, 4), (2, 5, 4), (2, 5, 3)
    size = lambda h, u, v, **more: dict(head_dim=h, num_query_heads=u, num_key_value_heads=v, **more)
    yield "group", one(size(3, 4, 2), x, x)
    yield "group_one", one(size(2, 3, 1), q, v)
    yield "group_each", one(size(2, 2, 2), q, v, k)
    yield "group_causal", one(size(3, 4, 2, use_causal_mask=True), x, x)
    yield "group_scores", one(size(2, 4, 2, return_attention_scores=True), q, v)
    yield "group_no_bias", one(size(2, 6, 3, use_bias=False), x, x)
    yield "group_gate", one(size(2, 4, 2, use_gate=True), q, v)
    yield "group_window", one(size(2, 2, 1, sliding_window=2, use_causal_mask=True), x, x)
    yield "group_mask", one(size(2, 4, 2), q, v, (2, 3, 5), mask=True)
    yield "group_dropout_off", one(size(2, 4, 1, dropout=0.5, return_attention_scores=True), q, v)


def scored():
    def one(make, config, *shapes):
        flags = {k: v for k, v in config.items() if k in FLAGS}
        layer = make(**{k: v for k, v in config.items() if k not in FLAGS}, dtype="float64")
        return case(make, config, list(shapes), layer=layer, spread=lambda xs: ((list(xs),), flags))
    q, v, k, w = (2, 3, 4), (2, 5, 4), (2, 5, 4), (2, 5, 2)
    for make in (L.Attention, L.AdditiveAttention):
        name = "dot" if make is L.Attention else "additive"
        yield name, one(make, {}, q, v)
        yield name + "_key", one(make, {}, q, w, k)
        yield name + "_scale", one(make, dict(use_scale=make is L.Attention), q, v)
        yield name + "_causal", one(make, dict(use_causal_mask=True), q, v)
        yield name + "_scores", one(make, dict(return_attention_scores=True), q, w, k)
        yield name + "_causal_scores", one(make, dict(use_causal_mask=True, return_attention_scores=True, use_scale=True), (2, 4, 3), (2, 4, 3))
        yield name + "_dropout_off", one(make, dict(dropout=0.5), q, v)
    yield "concat", one(L.Attention, dict(score_mode="concat"), q, v)
    yield "concat_scale", one(L.Attention, dict(score_mode="concat", use_scale=True), q, w, k)


def einsum():
    def one(equation, output_shape, shape, **config):
        sizes = output_shape if isinstance(output_shape, int) else [None if s == -1 else s for s in output_shape]
        layer = L.EinsumDense(equation, sizes, **config, dtype="float64")
        return case(L.EinsumDense, dict(equation=equation, output_shape=output_shape, **config), [shape], layer=layer)
    yield "dense", one("ab,bc->ac", 4, (3, 5), bias_axes="c")
    yield "sequence", one("abc,cd->abd", [-1, 4], (2, 3, 5), bias_axes="d", activation="relu")
    yield "heads", one("abc,cde->abde", [-1, 2, 3], (2, 4, 5), bias_axes="de")
    yield "joined", one("abcd,cde->abe", [-1, 4], (2, 3, 2, 5), bias_axes="e")
    yield "joined_backwards", one("abcd,dce->abe", [-1, 4], (2, 3, 2, 5))
    yield "ellipsis", one("...x,xy->...y", 3, (2, 3, 4), bias_axes="y")
    yield "ellipsis_none", one("...x,xy->...y", 3, (4, 2))
    yield "ellipsis_right", one("ab...,bc->ac...", 4, (2, 3, 5), bias_axes="c")
    yield "each", one("abc,bcd->abd", [3, 4], (2, 3, 5), bias_axes="bd", activation="tanh")
    yield "transposed", one("abc,cd->adb", [4, -1], (2, 3, 5), bias_axes="d")
    yield "steps", one("abc,bd->adc", [4, 5], (2, 3, 5), bias_axes="dc")
    yield "bias_steps", one("abc,cd->abd", [3, 4], (2, 3, 5), bias_axes="b")
    yield "outer", one("ab,c->abc", [-1, 4], (2, 3))
    yield "scaled", one("abc,c->abc", [-1, 4], (2, 3, 4), bias_axes="c")


def hub(stem, name):
    folder = pathlib.Path(importlib.util.find_spec("keras_hub").submodule_search_locations[0])
    text = (folder / "src" / "layers" / "modeling" / f"{stem}.py").read_text()
    text = text.replace("from keras_hub.src.api_export import keras_hub_export", "keras_hub_export = lambda name: lambda c: c")
    space = {"__name__": stem}
    exec(compile(text.replace('"float32"', '"float64"'), stem, "exec"), space)
    return space[name]


def positions():
    def at(make, config, shape):
        flags = {k: v for k, v in config.items() if k == "start_index"}
        layer = make(**{k: v for k, v in config.items() if k != "start_index"}, dtype="float64")
        return case(make, config, [shape], layer=layer, spread=lambda xs: ((xs[0],), flags))
    sine = hub("sine_position_encoding", "SinePositionEncoding")
    for name, config, shape in [("", {}, (2, 4, 6)), ("_odd", {}, (1, 3, 5)), ("_wavelength", dict(max_wavelength=50), (2, 5, 4)),
                                ("_start", dict(start_index=7), (2, 3, 4)), ("_one", {}, (2, 1, 2)), ("_long", {}, (1, 9, 8))]:
        yield "sine" + name, at(sine, config, shape)
    rotary = hub("rotary_embedding", "RotaryEmbedding")
    for name, config, shape in [("", {}, (2, 4, 6)), ("_heads", {}, (2, 3, 2, 4)), ("_wavelength", dict(max_wavelength=50), (2, 5, 4)),
                                ("_scaled", dict(scaling_factor=4.0), (2, 4, 4)), ("_axes", dict(sequence_axis=2, feature_axis=1), (2, 6, 3)),
                                ("_heads_first", dict(sequence_axis=2), (2, 2, 3, 4)), ("_start", dict(start_index=5), (1, 3, 2))]:
        yield "rotary" + name, at(rotary, config, shape)
    one = lambda config, shape, integers=None, reverse=False, **more: case(
        L.ReversibleEmbedding, config, [shape], integers=integers, spread=lambda xs: ((xs[0],), dict(reverse=reverse)), **more)
    table = dict(input_dim=5, output_dim=3)
    yield "reversible", one(table, (2, 4), 5)
    yield "reversible_masked", one(dict(**table, mask_zero=True), (2, 4), 5)
    yield "reversible_untied", one(dict(**table, tie_weights=False), (3, 2), 5)
    yield "reversible_back", one(table, (2, 4, 3), reverse=True)
    yield "reversible_back_untied", one(dict(**table, tie_weights=False), (2, 2, 3), reverse=True)
    yield "reversible_back_capped", one(dict(**table, logit_soft_cap=0.5), (4, 3), reverse=True)


if __name__ == "__main__":
    write("einsum", __file__, einsum())
    write("positions", __file__, positions())
    write("attention", __file__, list(multi_head()) + list(group_query()) + list(scored()))
