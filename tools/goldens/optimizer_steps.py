"""Writes testing/goldens/optimizer_steps.json: 20 steps of each optimizer on given gradients, in float64.

Variables  dense/kernel (2, 3) = noise(50, ·, 0.8), dense/bias (3,) = noise(80, ·, 0.5), token_embedding/weights (3, 2) =
           noise(90, ·, 0.6), conv/kernel (2, 1, 2, 2) = noise(110, ·, 0.7).
Gradients  of step s and variable v (0…3): noise(1000 + 64 s + 16 v, its shape, 1 + s mod 3). A case may have "scale_by": the
           loss is scaled, so gradients are multiplied by that (null: by the scale of the LossScaleOptimizer), and "infinite":
           steps in which the first gradient is infinite.
A case is {"optimizer", "arguments", "inner"?, "undecayed"?, "schedule"?, "variables"?, "first"?, "after"?, "weights", "state"}:
  arguments   beside the defaults, in Keras's names; inner: class and arguments of the inner optimizer
  undecayed   var_names of exclude_from_weight_decay
  variables   instead of those above: [path, first, shape, scale] for each; first: of the gradients, instead of 1000
  after       instead of that of the file
  weights     after the numbers of steps in "after": all variables, flat, one after the other
  state       after the last step: {slot: [flat numbers, or null, for each variable]}, and numbers of the optimizer itself
Rate         rounded to float32, since Glia keeps it so. Numbers have 12 digits.
"""
import common
import keras
import numpy as np

keras.config.set_floatx("float64")
STEPS, AFTER = 20, (1, 2, 3, 4, 6, 9, 13, 20)
FEW = (1, 7, 20)
VARIABLES = {"dense/kernel": (50, (2, 3), 0.8), "dense/bias": (80, (3,), 0.5), "token_embedding/weights": (90, (3, 2), 0.6),
             "conv/kernel": (110, (2, 1, 2, 2), 0.7)}
EMA = dict(use_ema=True, ema_momentum=0.8)
OWN = {
    "SGD": [dict(momentum=0.9)],
    "RMSprop": [dict(momentum=0.5, centered=True)],
    "Adam": [dict(amsgrad=True)],
    "AdamW": [dict(weight_decay=0.0625)],
    "Adamax": [{}, dict(learning_rate=0.1), dict(beta_1=0.5, beta_2=0.9), dict(epsilon=0.5), dict(beta_1=0.0)],
    "Nadam": [{}, dict(learning_rate=0.1), dict(beta_1=0.5, beta_2=0.9), dict(epsilon=0.5), dict(beta_1=0.0)],
    "Adagrad": [{}, dict(learning_rate=0.1), dict(initial_accumulator_value=0.0), dict(initial_accumulator_value=2.0), dict(epsilon=0.5)],
    "Adadelta": [{}, dict(learning_rate=1.0), dict(rho=0.5), dict(rho=0.0, learning_rate=0.5), dict(epsilon=0.5, learning_rate=0.1)],
    "Adafactor": [{}, dict(learning_rate=0.5), dict(learning_rate=0.5, relative_step=False), dict(beta_2_decay=-0.5, learning_rate=0.1),
                  dict(clip_threshold=0.25, learning_rate=0.1), dict(epsilon_1=0.01, epsilon_2=2.0, learning_rate=0.1)],
    "Ftrl": [{}, dict(learning_rate=0.1), dict(learning_rate=0.1, learning_rate_power=-0.75), dict(learning_rate=0.1, beta=0.5),
             dict(learning_rate=0.1, l1_regularization_strength=0.5, l2_regularization_strength=0.25),
             dict(learning_rate=0.1, l2_shrinkage_regularization_strength=0.125, initial_accumulator_value=1.0)],
    "Lamb": [{}, dict(learning_rate=0.1), dict(beta_1=0.5, beta_2=0.9), dict(epsilon=0.5), dict(beta_1=0.0, learning_rate=0.02)],
    "Lion": [{}, dict(learning_rate=0.01), dict(beta_1=0.5, beta_2=0.9), dict(beta_1=1.0), dict(beta_2=0.0)],
    "Muon": [{}, dict(learning_rate=0.1), dict(learning_rate=0.05, nesterov=False, momentum=0.5), dict(learning_rate=0.05, rms_rate=None),
             dict(learning_rate=0.05, adam_lr_ratio=0.25, adam_weight_decay=0.125, weight_decay=None), dict(learning_rate=0.05, ns_steps=2, exclude_embeddings=False),
             dict(learning_rate=0.05, exclude_layers=["^den.e/"], adam_beta_1=0.5, adam_beta_2=0.75, epsilon=0.25),
             dict(learning_rate=0.05, muon_a=1.875, muon_b=-1.25, muon_c=0.375, adam_weight_decay=None)],
    "ScheduleFreeAdamW": [{}, dict(learning_rate=0.1), dict(learning_rate=0.1, warmup_steps=8), dict(beta_1=0.5, beta_2=0.9),
                          dict(epsilon=0.5), dict(learning_rate=0.1, beta_1=1.0)],
}
RATE = dict(learning_rate=0.05)
COMMON = {"decay": dict(weight_decay=0.25), "clipnorm": dict(clipnorm=0.5), "accumulate": dict(gradient_accumulation_steps=3),
          "ema": EMA}
# Of each optimizer, besides OWN and COMMON: options together, whose order in a step matters. The rates of the schedule are
# exact in float32, in which Glia computes it.
TOGETHER = {
    "schedule_clip_ema": (dict(global_clipnorm=1.0, weight_decay=0.125, ema_overwrite_frequency=4, **EMA), {"schedule": ("PiecewiseConstantDecay", dict(
        boundaries=[3, 8, 13], values=[0.125, 0.0625, 0.09375, 0.03125]))}),
    "scale_clip_accumulate": (dict(clipvalue=0.5, loss_scale_factor=16.0, gradient_accumulation_steps=2, **RATE), {"scale_by": 16.0}),
}
OPTIONS = {
    "SGD": [{}, dict(momentum=0.9, nesterov=True), dict(learning_rate=0.25, momentum=0.5, nesterov=True), dict(momentum=1.0, weight_decay=0.5)],
    "RMSprop": [{}, dict(rho=0.5), dict(momentum=0.9), dict(centered=True, learning_rate=0.02), dict(epsilon=0.5, rho=0.0)],
    "Adam": [{}, dict(beta_1=0.5, beta_2=0.9), dict(epsilon=0.5), dict(beta_1=0.0, beta_2=0.5, amsgrad=True, **RATE)],
    "AdamW": [{}, dict(amsgrad=True, **RATE), dict(beta_1=0.5, beta_2=0.9, weight_decay=0.5), dict(epsilon=0.5, weight_decay=0.0)],
}
EXTRA = {
    "sgd_clipvalue": ("SGD", dict(clipvalue=0.25, **RATE)), "sgd_global_clipnorm": ("SGD", dict(global_clipnorm=1.5, **RATE)),
    "sgd_ema_overwrite": ("SGD", dict(ema_overwrite_frequency=4, **EMA, **RATE)),
    "sgd_ema_0": ("SGD", dict(use_ema=True, ema_momentum=0.0, **RATE)), "sgd_ema_1": ("SGD", dict(use_ema=True, ema_momentum=1.0, **RATE)),
    "adam_all": ("Adam", dict(ema_overwrite_frequency=2, gradient_accumulation_steps=3, weight_decay=0.25, global_clipnorm=1.0, **EMA, **RATE)),
    "sgd_accumulate_2": ("SGD", dict(gradient_accumulation_steps=2, momentum=0.5, **RATE)),
    "adam_accumulate_clip": ("Adam", dict(gradient_accumulation_steps=4, clipnorm=0.5, **RATE)),
    "adam_schedule_accumulate": ("Adam", dict(gradient_accumulation_steps=3), {"schedule": ("InverseTimeDecay", dict(
        initial_learning_rate=0.125, decay_steps=1, decay_rate=0.5))}),
    "sgd_loss_scale": ("SGD", dict(loss_scale_factor=1024.0, **RATE), {"scale_by": 1024.0}),
    "adam_loss_scale_clip": ("Adam", dict(loss_scale_factor=8.0, clipvalue=0.5, **RATE), {"scale_by": 8.0}),
    "sgd_undecayed": ("SGD", dict(weight_decay=0.25, **RATE), {"undecayed": ["bias", "^k.*l$"]}),
    "muon_undecayed": ("Muon", dict(weight_decay=0.25, **RATE), {"undecayed": ["bias"]}),
    "scaled": ("LossScaleOptimizer", {}, {"inner": ("Adam", RATE)}),
    "scaled_grows": ("LossScaleOptimizer", dict(initial_scale=4.0, dynamic_growth_steps=3), {"inner": ("SGD", dict(momentum=0.5, **RATE))}),
    "scaled_infinite": ("LossScaleOptimizer", dict(initial_scale=64.0, dynamic_growth_steps=4),
                        {"inner": ("Adam", RATE), "infinite": [0, 1, 7, 13]}),
    "scaled_decay": ("LossScaleOptimizer", dict(dynamic_growth_steps=1), {"inner": ("RMSprop", dict(weight_decay=0.25, clipnorm=0.5, **RATE))}),
    "scaled_accumulates": ("LossScaleOptimizer", dict(dynamic_growth_steps=5),
                           {"inner": ("SGD", dict(gradient_accumulation_steps=3, **RATE)), "infinite": [4, 9]}),
    "scaled_ema": ("LossScaleOptimizer", dict(dynamic_growth_steps=5), {"inner": ("Lion", dict(**EMA, **RATE)), "infinite": [2]}),
}
LATER = {
    "scaled_clip": ("LossScaleOptimizer", dict(initial_scale=256.0, dynamic_growth_steps=2), {"inner": ("Adam", dict(global_clipnorm=0.5, amsgrad=True, **RATE))}),
    "scaled_down": ("LossScaleOptimizer", dict(initial_scale=16.0, dynamic_growth_steps=100),
                    {"inner": ("SGD", dict(nesterov=True, momentum=0.9, **RATE)), "infinite": [0, 2, 4, 5, 6, 11, 19]}),
    "scaled_adamax": ("LossScaleOptimizer", dict(initial_scale=2.0, dynamic_growth_steps=4), {"inner": ("Adamax", dict(clipvalue=0.25, **EMA, **RATE)), "infinite": [3, 8]}),
    "scaled_adafactor": ("LossScaleOptimizer", dict(dynamic_growth_steps=6), {"inner": ("Adafactor", dict(weight_decay=0.0625, **RATE)), "infinite": [1, 12]}),
}
SLOTS = {"momentums": "momentum", "_momentums": "momentum", "_m": "momentum", "_u": "norm", "_velocities": "velocity",
         "adam_velocities": "velocity", "_velocity_hats": "velocity_hat", "_average_gradients": "average_gradient",
         "_accumulators": "accumulator", "_accumulated_grads": "accumulated_grad", "_accumulated_delta_vars": "accumulated_delta_var",
         "_linears": "linear", "_r": "row", "_c": "column", "_v": "velocity", "_model_variables_moving_average": "average",
         "_accumulated_gradients": "gradient_accumulator"}


def cases():
    out = {}
    for name, variants in OWN.items():
        for i, arguments in enumerate(variants):
            out[f"{name.lower()}_{i}"] = (name, arguments)
        for key, arguments in COMMON.items():
            out[f"{name.lower()}_{key}"] = (name, RATE | arguments)
    out |= EXTRA
    few = {"after": FEW}
    for i, name in enumerate(OWN):
        for key, (arguments, more) in TOGETHER.items():
            out[f"{name.lower()}_{key}"] = (name, arguments, more | few)
        for j, arguments in enumerate(OPTIONS.get(name, [])):
            out[f"{name.lower()}_option_{j}"] = (name, arguments, few)
        for j in range(2):  # other shapes, numbers and rates, with one of the optimizer's own variants
            random = np.random.default_rng(100 * i + j)
            variables = [[f"layer_{v}/w", int(random.integers(100, 900)), random.integers(1, 4, v + j).tolist(), int(random.integers(1, 8)) / 8] for v in range(4)]
            variant = OWN[name][int(random.integers(len(OWN[name])))]
            arguments = variant | dict(learning_rate=int(random.integers(1, 16)) / 128)
            out[f"{name.lower()}_random_{j}"] = (name, arguments, few | {"variables": variables, "first": int(random.integers(2000, 9000))})
    return out | {key: (*case[:2], case[2] | few) for key, case in LATER.items()}


def made(name, arguments, schedule=None, inner=None):
    if inner:
        return keras.optimizers.LossScaleOptimizer(made(*inner), **arguments)
    if schedule:
        rates = getattr(keras.optimizers.schedules, schedule[0])(**schedule[1])

        class Rounded(keras.optimizers.schedules.LearningRateSchedule):
            def __call__(self, step):
                return keras.ops.cast(keras.ops.cast(rates(step), "float32"), "float64")

        return getattr(keras.optimizers, name)(**arguments, learning_rate=Rounded())
    optimizer = getattr(keras.optimizers, name)(**arguments)
    optimizer.learning_rate = float(np.float32(float(optimizer.learning_rate)))
    return optimizer


def state_of(optimizer, variables):
    out = {}
    if hasattr(optimizer, "inner_optimizer"):
        out["numbers"] = {"dynamic_scale": float(optimizer.dynamic_scale), "step_counter": int(optimizer.step_counter)}
        optimizer = optimizer.inner_optimizer
    out["iteration"] = int(optimizer._iterations)
    for attribute, slot in SLOTS.items():
        values = getattr(optimizer, attribute, None)
        if not values:
            continue
        flat = [None if v is None else common.digits12(np.asarray(v).ravel()) for v in values]
        if isinstance(optimizer, keras.optimizers.Adafactor):  # Glia keeps only what is read again
            flat = [None if (len(w.shape) < 2) == (slot in ("row", "column")) and slot in ("row", "column", "velocity") else f
                    for w, f in zip(variables, flat)]
        if any(f is not None for f in flat):
            out[slot] = flat
    return out


def run(name, arguments, more={}):
    variables = []
    chosen = more.get("variables") or [[path, *numbers] for path, numbers in VARIABLES.items()]
    for path, first, shape, scale in chosen:
        with keras.name_scope(path.split("/")[0]):
            variables.append(keras.Variable(common.noise(first, shape, scale), name=path.split("/")[1], dtype="float64"))
    assert [v.path for v in variables] == [path for path, *_ in chosen], [v.path for v in variables]
    optimizer = made(name, arguments, more.get("schedule"), more.get("inner"))
    if "undecayed" in more:
        optimizer.exclude_from_weight_decay(var_names=more["undecayed"])
    optimizer.build(variables)
    weights = []
    for s in range(STEPS):
        scale = float(optimizer.dynamic_scale) if "inner" in more else more.get("scale_by", 1.0)
        gradients = [common.noise(more.get("first", 1000) + 64 * s + 16 * v, w.shape, 1.0 + s % 3) * scale for v, w in enumerate(variables)]
        if s in more.get("infinite", []):
            gradients[0][0, 0] = np.inf
        gradients = [keras.ops.convert_to_tensor(g, "float64") for g in gradients]
        if "inner" in more:  # on JAX it cannot be called otherwise
            new = optimizer.stateless_apply([v.value for v in optimizer.variables], gradients, [v.value for v in variables])
            for variable, value in zip(variables + optimizer.variables, new[0] + new[1]):
                variable.assign(value)
        else:
            optimizer.apply(gradients, variables)
        now = np.concatenate([np.asarray(v).ravel() for v in variables])
        assert np.isfinite(now).all()
        if s + 1 in more.get("after", AFTER):
            weights.append(common.digits12(now))
    return {"optimizer": name, "arguments": arguments, **more, "weights": weights, "state": state_of(optimizer, variables)}


if __name__ == "__main__":
    common.write("optimizer_steps.json", __file__, {key: run(*case) for key, case in cases().items()}, after=AFTER)
