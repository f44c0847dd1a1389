"""The cases of refusals.py that are about losses, metrics, optimizers, weight functions and models."""
import math

import keras
import numpy as np

L = keras.layers
O = keras.optimizers
S = O.schedules
M = keras.metrics
F = keras.losses
N = keras.initializers
C = keras.callbacks


def ones(*shape):
    return np.ones(shape, "float32")


def update(metric, target, output):
    metric.update_state(target, output)
    return metric.result()


LOSSES = {
    "an unknown name": lambda: F.get("mean_square_error"),
    "an unknown reduction": lambda: F.MeanSquaredError(reduction="average"),
    "another size of target": lambda: F.MeanSquaredError()(ones(4, 3), ones(4, 2)),
    "a target of one column": lambda: F.MeanSquaredError()(ones(4, 1), ones(4, 2)),
    "a target of other rows": lambda: F.MeanSquaredError()(ones(4, 1), ones(5, 1)),
    "class numbers for categorical_crossentropy": lambda: F.CategoricalCrossentropy()(ones(4), ones(4, 3)),
    "one-hot for sparse_categorical_crossentropy": lambda: F.SparseCategoricalCrossentropy()(ones(4, 3), ones(4, 3)),
    "one class for categorical_crossentropy": lambda: F.CategoricalCrossentropy()(ones(4, 1), ones(4, 1)),
    "one class for sparse_categorical_crossentropy": lambda: F.SparseCategoricalCrossentropy()(
        np.zeros((4,), int), ones(4, 1)),
    "binary_crossentropy: another size of target": lambda: F.BinaryCrossentropy()(ones(4, 2), ones(4, 3)),
    "label_smoothing above 1": lambda: F.CategoricalCrossentropy(label_smoothing=1.5)(ones(4, 3), ones(4, 3)),
    "BinaryCrossentropy: label_smoothing below 0": lambda: F.BinaryCrossentropy(label_smoothing=-0.1)(
        ones(4, 1), ones(4, 1)),
    "Huber: delta of 0": lambda: F.Huber(delta=0.0)(ones(4, 3), ones(4, 3)),
    "CategoricalGeneralizedCrossEntropy: q of 0": lambda: F.CategoricalGeneralizedCrossEntropy(q=0),
    "CategoricalGeneralizedCrossEntropy: q of 1": lambda: F.CategoricalGeneralizedCrossEntropy(q=1),
    "CategoricalFocalCrossentropy: alpha of another size": lambda: F.CategoricalFocalCrossentropy(
        alpha=[0.2, 0.8])(ones(4, 3), ones(4, 3)),
    "Circle: class numbers in two columns": lambda: F.Circle()(ones(4, 2), ones(4, 3)),
    "Circle: an output of three axes": lambda: F.Circle()(ones(4), ones(4, 3, 2)),
    "CTC: labels of one axis": lambda: F.CTC()(np.ones(4, int), ones(4, 6, 3)),
    "CTC: outputs of two axes": lambda: F.CTC()(np.ones((4, 2), int), ones(4, 3)),
    "CTC: other rows of labels": lambda: F.CTC()(np.ones((3, 2), int), ones(4, 6, 3)),
    "CTC: only the blank": lambda: F.CTC()(np.zeros((4, 2), int), ones(4, 6, 1)),
    "CTC: a label longer than its frames": lambda: F.CTC()(np.array([[1, 2, 1, 2, 1]]), ones(1, 3, 3)),
    "CTC: a label of repeats that needs more frames": lambda: F.CTC()(np.array([[1, 1, 1]]), ones(1, 4, 3)),
    "sample_weight of other rows": lambda: F.MeanSquaredError()(ones(4, 3), ones(4, 3), sample_weight=ones(5)),
    "sample_weight of more axes than losses": lambda: F.MeanSquaredError()(
        ones(4, 3), ones(4, 3), sample_weight=ones(4, 3)),
}

METRICS = {
    "an unknown name": lambda: M.get("acuracy"),
    "AUC: an unknown curve": lambda: M.AUC(curve="XY"),
    "AUC: an unknown summation_method": lambda: M.AUC(summation_method="middling"),
    "AUC: one threshold": lambda: M.AUC(num_thresholds=1),
    "AUC: thresholds above 1": lambda: M.AUC(thresholds=[0.5, 2.0]),
    "AUC: num_labels without multi_label": lambda: M.AUC(num_labels=3),
    "AUC: multi_label with one axis": lambda: update(M.AUC(multi_label=True), ones(4), ones(4)),
    "AUC: num_labels unlike the output": lambda: update(M.AUC(multi_label=True, num_labels=2), ones(4, 3), ones(4, 3)),
    "AUC: another number of label_weights": lambda: update(
        M.AUC(multi_label=True, label_weights=[0.5, 0.5]), ones(4, 3), ones(4, 3)),
    "Precision: a threshold above 1": lambda: M.Precision(thresholds=1.5),
    "Recall: a threshold below 0": lambda: M.Recall(thresholds=[0.5, -0.1]),
    "FalseNegatives: a threshold that is NaN": lambda: M.FalseNegatives(thresholds=[math.nan]),
    "Precision: a class that the output has not": lambda: update(M.Precision(class_id=5), ones(4, 3), ones(4, 3)),
    "Precision: class_id with one axis": lambda: update(M.Precision(class_id=0), ones(4), ones(4)),
    "Precision: top_k of 0": lambda: update(M.Precision(top_k=0), ones(4, 3), ones(4, 3)),
    "Precision: another size of target": lambda: update(M.Precision(), ones(4, 2), ones(4, 3)),
    "PrecisionAtRecall: recall above 1": lambda: M.PrecisionAtRecall(1.1),
    "PrecisionAtRecall: no thresholds": lambda: M.PrecisionAtRecall(0.5, num_thresholds=0),
    "RecallAtPrecision: precision below 0": lambda: M.RecallAtPrecision(-0.1),
    "SensitivityAtSpecificity: specificity above 1": lambda: M.SensitivityAtSpecificity(2.0),
    "SpecificityAtSensitivity: sensitivity above 1": lambda: M.SpecificityAtSensitivity(2.0),
    "FBetaScore: an unknown average": lambda: M.FBetaScore(average="mean"),
    "FBetaScore: beta of 0": lambda: M.FBetaScore(beta=0.0),
    "FBetaScore: threshold of 0": lambda: M.FBetaScore(threshold=0.0),
    "FBetaScore: threshold above 1": lambda: M.FBetaScore(threshold=1.5),
    "FBetaScore: one axis": lambda: update(M.FBetaScore(), ones(4), ones(4)),
    "F1Score: an unknown average": lambda: M.F1Score(average="mean"),
    "IoU: a class out of range": lambda: M.IoU(num_classes=2, target_class_ids=[2]),
    "IoU: a class below 0": lambda: M.IoU(num_classes=2, target_class_ids=[-1]),
    "IoU: no classes": lambda: update(M.IoU(num_classes=0, target_class_ids=[0]), ones(4), ones(4)),
    "IoU: no target class": lambda: update(M.IoU(num_classes=2, target_class_ids=[]), ones(4), ones(4)),
    "MeanIoU: other sizes": lambda: update(M.MeanIoU(num_classes=2), np.ones((4, 2), int), np.ones((4, 3), int)),
    "R2Score: an unknown class_aggregation": lambda: M.R2Score(class_aggregation="mean"),
    "R2Score: num_regressors below 0": lambda: M.R2Score(num_regressors=-1),
    "R2Score: one axis": lambda: update(M.R2Score(), ones(4), ones(4)),
    "TopKCategoricalAccuracy: k of 0": lambda: update(M.TopKCategoricalAccuracy(k=0), ones(4, 3), ones(4, 3)),
    "CategoricalAccuracy: another size of target": lambda: update(M.CategoricalAccuracy(), ones(4, 2), ones(5, 3)),
    "MeanSquaredError: another size of target": lambda: update(M.MeanSquaredError(), ones(4, 2), ones(4, 3)),
}

OPTIMIZERS = {
    "an unknown name": lambda: O.get("admm"),
    "learning_rate below 0": lambda: O.SGD(-0.1),
    "weight_decay below 0": lambda: O.Adam(weight_decay=-0.1),
    "clipnorm below 0": lambda: O.Adam(clipnorm=-1.0),
    "clipvalue below 0": lambda: O.Adam(clipvalue=-1.0),
    "clipnorm and clipvalue": lambda: O.Adam(clipnorm=1.0, clipvalue=1.0),
    "clipnorm and global_clipnorm": lambda: O.SGD(clipnorm=1.0, global_clipnorm=1.0),
    "clipvalue and global_clipnorm": lambda: O.SGD(clipvalue=1.0, global_clipnorm=1.0),
    "gradient_accumulation_steps of 1": lambda: O.SGD(gradient_accumulation_steps=1),
    "gradient_accumulation_steps below 0": lambda: O.SGD(gradient_accumulation_steps=-2),
    "ema_momentum above 1": lambda: O.SGD(use_ema=True, ema_momentum=1.5),
    "ema_momentum below 0": lambda: O.SGD(use_ema=True, ema_momentum=-0.5),
    "ema_momentum above 1 without use_ema": lambda: O.SGD(ema_momentum=1.5),
    "ema_overwrite_frequency below 0": lambda: O.SGD(use_ema=True, ema_overwrite_frequency=-1),
    "loss_scale_factor below 0": lambda: O.SGD(loss_scale_factor=-1.0),
    "SGD: momentum above 1": lambda: O.SGD(momentum=1.5),
    "SGD: momentum below 0": lambda: O.SGD(momentum=-0.1),
    "RMSprop: rho above 1": lambda: O.RMSprop(rho=1.5),
    "RMSprop: epsilon below 0": lambda: O.RMSprop(epsilon=-1.0),
    "Adam: beta_1 of 1": lambda: O.Adam(beta_1=1.0),
    "Adam: beta_2 below 0": lambda: O.Adam(beta_2=-0.1),
    "Lion: beta_1 of 0": lambda: O.Lion(beta_1=0.0),
    "Lion: beta_1 above 1": lambda: O.Lion(beta_1=1.5),
    "Adagrad: initial_accumulator_value below 0": lambda: O.Adagrad(initial_accumulator_value=-1.0),
    "Adafactor: clip_threshold of 0": lambda: O.Adafactor(clip_threshold=0.0),
    "Ftrl: initial_accumulator_value below 0": lambda: O.Ftrl(initial_accumulator_value=-1.0),
    "Ftrl: learning_rate_power above 0": lambda: O.Ftrl(learning_rate_power=0.5),
    "Ftrl: l1_regularization_strength below 0": lambda: O.Ftrl(l1_regularization_strength=-1.0),
    "Ftrl: l2_regularization_strength below 0": lambda: O.Ftrl(l2_regularization_strength=-1.0),
    "Ftrl: l2_shrinkage_regularization_strength below 0": lambda: O.Ftrl(l2_shrinkage_regularization_strength=-1.0),
    "Muon: ns_steps below 0": lambda: O.Muon(ns_steps=-1),
    "LossScaleOptimizer: an inner loss_scale_factor": lambda: O.LossScaleOptimizer(O.SGD(loss_scale_factor=2.0)),
    "LossScaleOptimizer: initial_scale of 0": lambda: O.LossScaleOptimizer(O.SGD(), initial_scale=0.0),
    "LossScaleOptimizer: dynamic_growth_steps of 0": lambda: O.LossScaleOptimizer(O.SGD(), dynamic_growth_steps=0),
    "a rate set against a schedule": lambda: setattr(O.SGD(S.ExponentialDecay(0.1, 10, 0.9)), "learning_rate", 0.5),
    "weights excluded from weight decay too late": lambda: (lambda o: (
        o.build([keras.Variable(ones(2))]), o.exclude_from_weight_decay(var_names=["bias"])))(O.Adam(weight_decay=0.1)),
    "ExponentialDecay: decay_steps of 0": lambda: S.ExponentialDecay(0.1, 0, 0.9),
    "PolynomialDecay: decay_steps of 0": lambda: S.PolynomialDecay(0.1, 0),
    "InverseTimeDecay: decay_steps of 0": lambda: S.InverseTimeDecay(0.1, 0, 0.9),
    "CosineDecay: decay_steps of 0": lambda: S.CosineDecay(0.1, 0),
    "CosineDecayRestarts: first_decay_steps of 0": lambda: S.CosineDecayRestarts(0.1, 0),
    "CosineDecayRestarts: t_mul below 1": lambda: S.CosineDecayRestarts(0.1, 10, t_mul=0.5),
    "PiecewiseConstantDecay: as many values as boundaries": lambda: S.PiecewiseConstantDecay([1, 2], [0.1, 0.2]),
    "PiecewiseConstantDecay: boundaries that fall": lambda: S.PiecewiseConstantDecay([2, 1], [0.1, 0.2, 0.3]),
}

WEIGHTS = {
    "an unknown initializer": lambda: N.get("glorot"),
    "an unknown regularizer": lambda: keras.regularizers.get("l3"),
    "an unknown constraint": lambda: keras.constraints.get("norm"),
    "VarianceScaling: scale of 0": lambda: N.VarianceScaling(scale=0.0),
    "VarianceScaling: an unknown mode": lambda: N.VarianceScaling(mode="fan"),
    "VarianceScaling: an unknown distribution": lambda: N.VarianceScaling(distribution="normally"),
    "RandomNormal: stddev below 0": lambda: N.RandomNormal(stddev=-1.0)((2, 3)),
    "RandomUniform: minval above maxval": lambda: N.RandomUniform(1.0, 0.0)((2, 3)),
    "Orthogonal: one axis": lambda: N.Orthogonal()((3,)),
    "Identity: three axes": lambda: N.Identity()((2, 3, 4)),
    "L1: below 0": lambda: keras.regularizers.L1(-0.1),
    "L2: below 0": lambda: keras.regularizers.L2(-0.1),
    "L2: infinite": lambda: keras.regularizers.L2(math.inf),
    "L2: not a number": lambda: keras.regularizers.L2(math.nan),
    "L1L2: l1 below 0": lambda: keras.regularizers.L1L2(-0.1, 0.1),
    "L1L2: l2 below 0": lambda: keras.regularizers.L1L2(0.1, -0.1),
    "OrthogonalRegularizer: factor below 0": lambda: keras.regularizers.OrthogonalRegularizer(-0.1),
    "OrthogonalRegularizer: an unknown mode": lambda: keras.regularizers.OrthogonalRegularizer(mode="both"),
    "OrthogonalRegularizer: three axes": lambda: keras.regularizers.OrthogonalRegularizer()(ones(2, 3, 4)),
    "MaxNorm: below 0": lambda: keras.constraints.MaxNorm(-1.0),
    "MinMaxNorm: min above max": lambda: keras.constraints.MinMaxNorm(2.0, 1.0),
    "MinMaxNorm: rate above 1": lambda: keras.constraints.MinMaxNorm(rate=1.5),
    "UnitNorm: an axis that the weight has not": lambda: keras.constraints.UnitNorm(axis=4)(ones(2, 3)),
}


def sequential(*layers):
    return keras.Sequential([keras.Input((4,)), *layers])


def compiled(**options):
    model = sequential(L.Dense(3))
    model.compile(**{"optimizer": "sgd", "loss": "mse", **options})
    return model


def two(**options):
    a = keras.Input((4,))
    model = keras.Model(a, [L.Dense(2, name="p")(a), L.Dense(3, name="q")(a)])
    model.compile(**{"optimizer": "sgd", "loss": "mse", **options})
    return model


def fit(model=None, x=None, y=None, **options):
    model = model or compiled()
    x = ones(12, 4) if x is None else x
    y = ones(12, 3) if y is None else y
    return model.fit(x, y, verbose=0, **options)


def fit_two(options, **arguments):
    return two(**options).fit(ones(12, 4), [ones(12, 2), ones(12, 3)], verbose=0, **arguments)


def classes(**options):
    model = sequential(L.Dense(3, activation="softmax"))
    model.compile("sgd", "sparse_categorical_crossentropy")
    return model.fit(ones(12, 4), options.pop("y", np.arange(12) % 3), verbose=0, **options)


def twice_in_a_row(layer):
    return sequential(layer, layer)


MODELS = {
    "Sequential: two layers of one name": lambda: sequential(L.Dense(2, name="a"), L.Dense(2, name="a")),
    "Sequential: one layer twice": lambda: twice_in_a_row(L.Dense(4)),
    "Sequential: an Input that is not first": lambda: sequential(L.Dense(2), keras.Input((2,))),
    "Sequential: nothing in it": lambda: keras.Sequential().predict(ones(3, 4), verbose=0),
    "Sequential: no layer to remove": lambda: keras.Sequential().pop(),
    "Model: an output that does not depend on its input": lambda: keras.Model(
        keras.Input((4,)), L.Dense(2)(keras.Input((4,)))),
    "Model: no output": lambda: keras.Model(keras.Input((4,)), []),
    "Model: an array as output": lambda: keras.Model(keras.Input((4,)), ones(3, 4)),
    "Model: an input twice": lambda: (lambda a: keras.Model([a, a], L.Dense(2)(a)))(keras.Input((4,))),
    "Model: two layers of one name": lambda: (lambda a: keras.Model(
        a, L.Dense(2, name="a")(L.Dense(2, name="a")(a))))(keras.Input((4,))),
    "Input: a size of 0": lambda: keras.Input((0,)),
    "Input: a size below 0": lambda: keras.Input((-2,)),
    "get_layer: an unknown name": lambda: compiled().get_layer("hiden"),
    "get_layer: an index out of range": lambda: compiled().get_layer(index=7),
    "set_weights: one array of two": lambda: compiled().set_weights([ones(4, 3)]),
    "set_weights: another shape": lambda: compiled().set_weights([ones(4, 3), ones(2)]),
    "a nested model: another size": lambda: (lambda m: m(keras.Input((5,))))(compiled()),
    "predict: another size of samples": lambda: compiled().predict(ones(3, 5), verbose=0),
    "predict: another rank of samples": lambda: compiled().predict(ones(3, 2, 4), verbose=0),
    "predict: no samples": lambda: compiled().predict(ones(0, 4), verbose=0),
    "predict: a single number": lambda: compiled().predict(np.float32(1), verbose=0),
    "predict: two inputs for one": lambda: compiled().predict([ones(3, 4), ones(3, 4)], verbose=0),
    "predict: batch_size of 0": lambda: compiled().predict(ones(3, 4), batch_size=0, verbose=0),
    "evaluate: batch_size of 0": lambda: compiled().evaluate(ones(3, 4), ones(3, 3), batch_size=0, verbose=0),
    "evaluate: other rows of y": lambda: compiled().evaluate(ones(3, 4), ones(2, 3), verbose=0),
}

COMPILE = {
    "fit before compile": lambda: fit(sequential(L.Dense(3))),
    "no loss": lambda: fit(compiled(loss=None)),
    "an unknown optimizer": lambda: compiled(optimizer="admm"),
    "an unknown loss": lambda: fit(compiled(loss="mean_square_error")),
    "an unknown metric": lambda: fit(compiled(metrics=["acuracy"])),
    "two losses for one output": lambda: fit(compiled(loss=["mse", "mae"])),
    "three losses for two outputs": lambda: fit_two(dict(loss=["mse", "mae", "mse"])),
    "one loss in a list for two outputs": lambda: fit_two(dict(loss=["mse"])),
    "a loss for an output that is not there": lambda: fit_two(dict(loss={"p": "mse", "r": "mse"})),
    "no loss for one of two outputs by name": lambda: fit_two(dict(loss={"p": "mse"})),
    "three loss_weights for two outputs": lambda: fit_two(dict(loss=["mse", "mae"], loss_weights=[1.0, 1.0, 1.0])),
    "one of two loss_weights": lambda: fit_two(dict(loss=["mse", "mae"], loss_weights=[1.0])),
    "a loss_weight for an output that is not there": lambda: fit_two(dict(loss="mse", loss_weights={"r": 1.0})),
    "metrics for one of two outputs": lambda: fit_two(dict(metrics=[["mae"]])),
    "three lists of metrics for two outputs": lambda: fit_two(dict(metrics=[["mae"], ["mae"], ["mae"]])),
    "weighted_metrics for one of two outputs": lambda: fit_two(dict(weighted_metrics=[["mae"]])),
    "metrics for an output that is not there": lambda: fit_two(dict(metrics={"r": ["mae"]})),
    "a loss that is not reduced": lambda: fit(compiled(loss=F.MeanSquaredError(reduction="none"))),
}

FIT = {
    "batch_size of 0": lambda: fit(batch_size=0),
    "batch_size below 0": lambda: fit(batch_size=-1),
    "epochs below 0": lambda: fit(epochs=-1),
    "initial_epoch below 0": lambda: fit(initial_epoch=-1),
    "initial_epoch after the last": lambda: fit(epochs=2, initial_epoch=5),
    "steps_per_epoch below 0": lambda: fit(steps_per_epoch=-1),
    "validation_steps below 0": lambda: fit(validation_split=0.5, validation_steps=-1),
    "validation_freq of 0": lambda: fit(validation_split=0.5, validation_freq=0),
    "validation_batch_size below 0": lambda: fit(validation_split=0.5, validation_batch_size=-1),
    "validation_split of 1": lambda: fit(validation_split=1.0),
    "validation_split above 1": lambda: fit(validation_split=1.5),
    "validation_split below 0": lambda: fit(validation_split=-0.5),
    "validation_split that leaves nothing": lambda: fit(x=ones(1, 4), y=ones(1, 3), validation_split=0.5),
    "validation_data without y": lambda: fit(validation_data=(ones(3, 4), None)),
    "validation_data of another size": lambda: fit(validation_data=(ones(3, 5), ones(3, 3))),
    "validation_data of other rows": lambda: fit(validation_data=(ones(3, 4), ones(2, 3))),
    "other rows of y": lambda: fit(y=ones(11, 3)),
    "no samples": lambda: fit(x=ones(0, 4), y=ones(0, 3)),
    "another size of samples": lambda: fit(x=ones(12, 5)),
    "another rank of samples": lambda: fit(x=ones(12, 2, 4)),
    "another size of y": lambda: fit(y=ones(12, 2)),
    "two parts of x for one input": lambda: fit(x=[ones(12, 4), ones(12, 4)]),
    "one y for two outputs": lambda: two().fit(ones(12, 4), [ones(12, 2)], verbose=0),
    "other rows of sample_weight": lambda: fit(sample_weight=ones(11)),
    "sample_weight of two axes for losses of one": lambda: fit(sample_weight=ones(12, 2)),
    "two sample_weights for one output": lambda: fit(sample_weight=[ones(12), ones(12)]),
    "sample_weight of two columns for two outputs": lambda: fit_two({}, sample_weight=ones(12, 2)),
    "class_weight for two outputs": lambda: fit_two({}, class_weight={0: 1.0}),
    "class_weight and sample_weight": lambda: classes(class_weight={0: 2.0}, sample_weight=ones(12)),
    "class_weight of a class below 0": lambda: classes(class_weight={-1: 2.0}),
    "a label out of range": lambda: classes(y=np.full(12, 3)),
    "a label below 0": lambda: classes(y=np.full(12, -1)),
    "a label that is no whole number": lambda: classes(y=np.full(12, 0.5)),
    "an input that is not finite": lambda: fit(x=np.full((12, 4), np.nan, "float32")),
    "a stateful model: another batch": lambda: stateful(4),
}


def stateful(batch_size):
    model = keras.Sequential([keras.Input(batch_shape=(3, 5, 4)), L.LSTM(3, stateful=True)])
    model.compile("sgd", "mse")
    return model.fit(ones(12, 5, 4), ones(12, 3), batch_size=batch_size, verbose=0)


CALLBACKS = {
    "EarlyStopping: an unknown mode": lambda: fit(callbacks=[C.EarlyStopping("loss", mode="most")]),
    "EarlyStopping: a monitor whose direction is unknown": lambda: fit(
        callbacks=[C.EarlyStopping("quality")], validation_split=0.5),
    "EarlyStopping: patience below 0": lambda: C.EarlyStopping("loss", patience=-1),
    "ReduceLROnPlateau: factor of 1": lambda: C.ReduceLROnPlateau("loss", factor=1.0),
    "ReduceLROnPlateau: an unknown mode": lambda: fit(callbacks=[C.ReduceLROnPlateau("loss", mode="most")]),
    "ModelCheckpoint: an unknown save_freq": lambda: C.ModelCheckpoint("m.keras", save_freq="batch"),
    "ModelCheckpoint: save_freq of 0": lambda: fit(callbacks=[C.ModelCheckpoint("m.keras", save_freq=0)]),
    "ModelCheckpoint: an unknown mode": lambda: fit(callbacks=[C.ModelCheckpoint("m.keras", "loss", mode="most",
                                                                                  save_best_only=True)], epochs=0),
    "BackupAndRestore: no folder": lambda: C.BackupAndRestore(""),
    "BackupAndRestore: an unknown save_freq": lambda: C.BackupAndRestore("folder", save_freq="batch"),
    "LearningRateScheduler: no function": lambda: fit(callbacks=[C.LearningRateScheduler(None)]),
    "LearningRateScheduler: a rate that is not finite": lambda: fit(
        callbacks=[C.LearningRateScheduler(lambda epoch, rate: math.nan)]),
    "SwapEMAWeights: an optimizer without averages": lambda: fit(callbacks=[C.SwapEMAWeights()]),
    "CSVLogger: no file name": lambda: fit(callbacks=[C.CSVLogger("")]),
}

SECTIONS = {"losses": LOSSES, "metrics": METRICS, "optimizers": OPTIMIZERS, "weights": WEIGHTS, "models": MODELS,
            "compile": COMPILE, "fit": FIT, "callbacks": CALLBACKS}
