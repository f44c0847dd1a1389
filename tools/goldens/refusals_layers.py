"""The cases of refusals.py that are about layers: what is asked for, by section and name."""
import keras
import numpy as np

L = keras.layers


numbers = False  # whether what the layers are applied to is numbers, not an Input


def I(*shape, dtype="float32"):
    return np.ones((2, *shape), dtype) if numbers else keras.Input(shape, dtype=dtype)


def fixed(*shape):
    return np.ones(shape, "float32") if numbers else keras.Input(batch_shape=shape)


class NoCell(keras.layers.Layer):
    def call(self, x):
        return x


class ThreeStates(keras.layers.Layer):
    """Says that it has one state and returns two."""
    state_size = 3

    def call(self, x, states):
        return x, [states[0], states[0]]


image = lambda: I(6, 7, 2)
first = lambda: I(2, 6, 7)
steps = lambda: I(5, 4)
volume = lambda: I(4, 5, 6, 2)
row = lambda: I(4)

CONVOLUTIONS = {
    "no filters": lambda: L.Conv2D(0, 3)(image()),
    "filters below 0": lambda: L.Conv2D(-2, 3)(image()),
    "a kernel of 0": lambda: L.Conv2D(2, 0)(image()),
    "a kernel with a 0": lambda: L.Conv2D(2, (3, 0))(image()),
    "a kernel below 0": lambda: L.Conv2D(2, -3)(image()),
    "a kernel with three sizes for two axes": lambda: L.Conv2D(2, (3, 3, 3))(image()),
    "strides of 0": lambda: L.Conv2D(2, 3, 0)(image()),
    "strides with a 0": lambda: L.Conv2D(2, 3, (1, 0))(image()),
    "three strides for two axes": lambda: L.Conv2D(2, 3, (1, 1, 1))(image()),
    "dilation of 0": lambda: L.Conv2D(2, 3, dilation_rate=0)(image()),
    "three dilations for two axes": lambda: L.Conv2D(2, 3, dilation_rate=(1, 1, 1))(image()),
    "strides and dilation above 1": lambda: L.Conv2D(2, 3, 2, dilation_rate=2)(image()),
    "strides and dilation above 1 on different axes": lambda: L.Conv2D(2, 2, (2, 1), dilation_rate=(1, 2))(image()),
    "no groups": lambda: L.Conv2D(2, 3, groups=0)(image()),
    "groups below 0": lambda: L.Conv2D(2, 3, groups=-1)(image()),
    "groups that do not divide the filters": lambda: L.Conv2D(3, 3, groups=2)(image()),
    "groups that do not divide the channels": lambda: L.Conv2D(3, 3, groups=3)(image()),
    "an unknown padding": lambda: L.Conv2D(2, 3, padding="full")(image()),
    "causal padding in two dimensions": lambda: L.Conv2D(2, 3, padding="causal")(image()),
    "causal padding in three dimensions": lambda: L.Conv3D(2, 3, padding="causal")(volume()),
    "causal padding in one dimension": lambda: L.Conv1D(2, 3, padding="causal")(steps()),
    "an unknown data_format": lambda: L.Conv2D(2, 3, data_format="middle")(image()),
    "a row for Conv1D": lambda: L.Conv1D(2, 3)(row()),
    "an image for Conv1D": lambda: L.Conv1D(2, 3)(image()),
    "steps for Conv2D": lambda: L.Conv2D(2, 3)(steps()),
    "an image for Conv3D": lambda: L.Conv3D(2, 3)(image()),
    "a kernel larger than the steps": lambda: L.Conv1D(2, 6)(steps()),
    "a kernel larger than the steps, channels first": lambda: L.Conv1D(2, 5, data_format="channels_first")(steps()),
    "a kernel larger than the image": lambda: L.Conv2D(2, (3, 8))(image()),
    "a kernel larger than the image, channels first": lambda: L.Conv2D(2, 7, data_format="channels_first")(first()),
    "a kernel larger than the volume": lambda: L.Conv3D(2, 5)(volume()),
    "a kernel larger than the volume, channels first": lambda: L.Conv3D(2, 7, data_format="channels_first")(
        I(2, 6, 6, 6)),
    "a dilated kernel larger than the image": lambda: L.Conv2D(2, 4, dilation_rate=2)(image()),
    "a larger kernel with padding same": lambda: L.Conv2D(2, 9, padding="same")(image()),
    "a kernel of the image's size": lambda: L.Conv2D(2, (6, 7))(image()),
}

CONVOLUTION_VARIANTS = {
    "transposed: no filters": lambda: L.Conv2DTranspose(0, 3)(image()),
    "transposed: a kernel of 0": lambda: L.Conv2DTranspose(2, 0)(image()),
    "transposed: strides of 0": lambda: L.Conv2DTranspose(2, 3, 0)(image()),
    "transposed: strides and dilation above 1": lambda: L.Conv2DTranspose(2, 3, 2, dilation_rate=2)(image()),
    "transposed: output_padding like strides": lambda: L.Conv2DTranspose(2, 3, 2, output_padding=2)(image()),
    "transposed: output_padding above strides": lambda: L.Conv1DTranspose(2, 3, 1, output_padding=1)(steps()),
    "transposed: output_padding like strides on one axis": lambda: L.Conv2DTranspose(2, 3, (3, 2), output_padding=(
        2, 2))(image()),
    "transposed: output_padding below 0": lambda: L.Conv2DTranspose(2, 3, 2, output_padding=-1)(image()),
    "transposed: three output_paddings for two axes": lambda: L.Conv2DTranspose(2, 3, 2, output_padding=(1, 1, 1))(
        image()),
    "transposed: causal padding": lambda: L.Conv1DTranspose(2, 3, padding="causal")(steps()),
    "transposed: an unknown padding": lambda: L.Conv2DTranspose(2, 3, padding="full")(image()),
    "transposed: an unknown data_format": lambda: L.Conv2DTranspose(2, 3, data_format="middle")(image()),
    "transposed: steps for two dimensions": lambda: L.Conv2DTranspose(2, 3)(steps()),
    "transposed: an image for three dimensions": lambda: L.Conv3DTranspose(2, 3)(image()),
    "transposed: a kernel larger than the image": lambda: L.Conv2DTranspose(2, 9)(image()),
    "depthwise: no depth_multiplier": lambda: L.DepthwiseConv2D(3, depth_multiplier=0)(image()),
    "depthwise: a kernel of 0": lambda: L.DepthwiseConv2D(0)(image()),
    "depthwise: strides of 0": lambda: L.DepthwiseConv2D(3, 0)(image()),
    "depthwise: strides and dilation above 1": lambda: L.DepthwiseConv2D(2, 2, dilation_rate=2)(image()),
    "depthwise: causal padding": lambda: L.DepthwiseConv1D(3, padding="causal")(steps()),
    "depthwise: an unknown data_format": lambda: L.DepthwiseConv2D(3, data_format="middle")(image()),
    "depthwise: steps for two dimensions": lambda: L.DepthwiseConv2D(3)(steps()),
    "depthwise: a kernel larger than the steps": lambda: L.DepthwiseConv1D(6)(steps()),
    "depthwise: a kernel larger than the image": lambda: L.DepthwiseConv2D(7)(image()),
    "depthwise: a kernel larger than the image, channels first": lambda: L.DepthwiseConv2D(
        7, data_format="channels_first")(first()),
    "separable: no filters": lambda: L.SeparableConv2D(0, 3)(image()),
    "separable: no depth_multiplier": lambda: L.SeparableConv2D(2, 3, depth_multiplier=0)(image()),
    "separable: a kernel of 0": lambda: L.SeparableConv2D(2, 0)(image()),
    "separable: strides of 0": lambda: L.SeparableConv2D(2, 3, 0)(image()),
    "separable: strides and dilation above 1": lambda: L.SeparableConv2D(2, 2, 2, dilation_rate=2)(image()),
    "separable: causal padding": lambda: L.SeparableConv1D(2, 3, padding="causal")(steps()),
    "separable: steps for two dimensions": lambda: L.SeparableConv2D(2, 3)(steps()),
    "separable: a kernel larger than the steps": lambda: L.SeparableConv1D(2, 6)(steps()),
    "separable: a kernel larger than the image": lambda: L.SeparableConv2D(2, 7)(image()),
    "ConvLSTM: no filters": lambda: L.ConvLSTM2D(0, 3)(I(3, 6, 7, 2)),
    "ConvLSTM: strides and dilation above 1": lambda: L.ConvLSTM2D(2, 2, 2, dilation_rate=2)(I(3, 6, 7, 2)),
    "ConvLSTM: causal padding": lambda: L.ConvLSTM2D(2, 3, padding="causal")(I(3, 6, 7, 2)),
    "ConvLSTM: a kernel larger than the image": lambda: L.ConvLSTM2D(2, 9)(I(3, 6, 7, 2)),
    "ConvLSTM: one image": lambda: L.ConvLSTM2D(2, 3)(image()),
    "ConvLSTM: a sequence of volumes": lambda: L.ConvLSTM2D(2, 3)(I(3, 4, 6, 7, 2)),
    "ConvLSTM: a mask of pixels": lambda: L.ConvLSTM2D(2, 3)(L.Masking()(I(3, 6, 7, 2))),
}

POOLING = {
    "a pool of 0": lambda: L.MaxPooling2D(0)(image()),
    "a pool below 0": lambda: L.AveragePooling2D(-1)(image()),
    "three pool sizes for two axes": lambda: L.MaxPooling2D((2, 2, 2))(image()),
    "strides of 0": lambda: L.MaxPooling2D(2, 0)(image()),
    "three strides for two axes": lambda: L.MaxPooling2D(2, (1, 1, 1))(image()),
    "an unknown padding": lambda: L.MaxPooling2D(2, padding="full")(image()),
    "causal padding": lambda: L.MaxPooling1D(2, padding="causal")(steps()),
    "an unknown data_format": lambda: L.AveragePooling2D(2, data_format="middle")(image()),
    "a row for one dimension": lambda: L.MaxPooling1D(2)(row()),
    "steps for two dimensions": lambda: L.MaxPooling2D(2)(steps()),
    "an image for three dimensions": lambda: L.AveragePooling3D(2)(image()),
    "a pool larger than the steps": lambda: L.MaxPooling1D(6)(steps()),
    "a pool larger than the image": lambda: L.AveragePooling2D((7, 2))(image()),
    "a pool larger than the image, channels first": lambda: L.MaxPooling2D(7, data_format="channels_first")(first()),
    "a pool larger than the volume": lambda: L.AveragePooling3D(5)(volume()),
    "a pool larger than the volume, channels first": lambda: L.MaxPooling3D(
        5, data_format="channels_first")(I(2, 4, 5, 6)),
    "a larger pool with padding same": lambda: L.MaxPooling2D(9, padding="same")(image()),
    "global: steps for two dimensions": lambda: L.GlobalMaxPooling2D()(steps()),
    "global: an image for one dimension": lambda: L.GlobalAveragePooling1D()(image()),
    "global: an unknown data_format": lambda: L.GlobalAveragePooling2D(data_format="middle")(image()),
    "adaptive: output_size of 0": lambda: L.AdaptiveMaxPooling2D(0)(image()),
    "adaptive: output_size below 0": lambda: L.AdaptiveAveragePooling2D(-1)(image()),
    "adaptive: three sizes for two axes": lambda: L.AdaptiveMaxPooling2D((1, 2, 3))(image()),
    "adaptive: two sizes for one axis": lambda: L.AdaptiveMaxPooling1D((1, 2))(steps()),
    "adaptive: an unknown data_format": lambda: L.AdaptiveAveragePooling2D(2, data_format="middle")(image()),
    "adaptive: an image for one dimension": lambda: L.AdaptiveMaxPooling1D(2)(image()),
    "adaptive: more than there is": lambda: L.AdaptiveMaxPooling1D(9)(steps()),
}

IMAGE_SIZES = {
    "Cropping1D: as much as there is": lambda: L.Cropping1D((2, 3))(steps()),
    "Cropping1D: more than there is": lambda: L.Cropping1D(4)(steps()),
    "Cropping1D: below 0": lambda: L.Cropping1D(-1)(steps()),
    "Cropping1D: three numbers": lambda: L.Cropping1D((1, 1, 1))(steps()),
    "Cropping1D: an image": lambda: L.Cropping1D(1)(image()),
    "Cropping2D: as much as there is": lambda: L.Cropping2D(3)(image()),
    "Cropping2D: more than there is on one axis": lambda: L.Cropping2D(((0, 0), (4, 4)))(image()),
    "Cropping2D: more than there is, channels first": lambda: L.Cropping2D(3, data_format="channels_first")(first()),
    "Cropping2D: below 0": lambda: L.Cropping2D(-1)(image()),
    "Cropping2D: below 0 on one side": lambda: L.Cropping2D(((0, 0), (-1, 0)))(image()),
    "Cropping2D: three numbers": lambda: L.Cropping2D((1, 1, 1))(image()),
    "Cropping2D: three numbers for one axis": lambda: L.Cropping2D(((1, 1, 1), (1, 1)))(image()),
    "Cropping2D: an unknown data_format": lambda: L.Cropping2D(1, data_format="middle")(image()),
    "Cropping3D: as much as there is": lambda: L.Cropping3D(2)(volume()),
    "Cropping3D: below 0": lambda: L.Cropping3D(-1)(volume()),
    "Cropping3D: two numbers": lambda: L.Cropping3D((1, 1))(volume()),
    "Cropping3D: an image": lambda: L.Cropping3D(1)(image()),
    "ZeroPadding1D: below 0": lambda: L.ZeroPadding1D(-1)(steps()),
    "ZeroPadding1D: three numbers": lambda: L.ZeroPadding1D((1, 1, 1))(steps()),
    "ZeroPadding1D: an image": lambda: L.ZeroPadding1D(1)(image()),
    "ZeroPadding2D: below 0": lambda: L.ZeroPadding2D(-1)(image()),
    "ZeroPadding2D: three numbers": lambda: L.ZeroPadding2D((1, 1, 1))(image()),
    "ZeroPadding2D: three numbers for one axis": lambda: L.ZeroPadding2D(((1, 1, 1), (1, 1)))(image()),
    "ZeroPadding2D: an unknown data_format": lambda: L.ZeroPadding2D(1, data_format="middle")(image()),
    "ZeroPadding3D: two numbers": lambda: L.ZeroPadding3D((1, 1))(volume()),
    "ZeroPadding3D: an image": lambda: L.ZeroPadding3D(1)(image()),
    "UpSampling1D: a size of 0": lambda: L.UpSampling1D(0)(steps()),
    "UpSampling1D: an image": lambda: L.UpSampling1D(2)(image()),
    "UpSampling2D: a size of 0": lambda: L.UpSampling2D(0)(image()),
    "UpSampling2D: a size below 0": lambda: L.UpSampling2D((2, -1))(image()),
    "UpSampling2D: three sizes": lambda: L.UpSampling2D((1, 2, 3))(image()),
    "UpSampling2D: an unknown interpolation": lambda: L.UpSampling2D(2, interpolation="area")(image()),
    "UpSampling2D: an unknown data_format": lambda: L.UpSampling2D(2, data_format="middle")(image()),
    "UpSampling2D: steps": lambda: L.UpSampling2D(2)(steps()),
    "UpSampling3D: a size of 0": lambda: L.UpSampling3D(0)(volume()),
    "UpSampling3D: two sizes": lambda: L.UpSampling3D((1, 2))(volume()),
    "UpSampling3D: an image": lambda: L.UpSampling3D(2)(image()),
}

CORE = {
    "Dense: no units": lambda: L.Dense(0)(row()),
    "Dense: units below 0": lambda: L.Dense(-3)(row()),
    "Dense: only a batch": lambda: L.Dense(2)(I()),
    "Dense: a second input size": lambda: (lambda d: (d(I(4)), d(I(5))))(L.Dense(2)),
    "Activation: an unknown name": lambda: L.Activation("relo")(row()),
    "Embedding: no rows": lambda: L.Embedding(0, 4)(row()),
    "Embedding: rows below 0": lambda: L.Embedding(-1, 4)(row()),
    "Embedding: no columns": lambda: L.Embedding(5, 0)(row()),
    "Embedding: real numbers": lambda: L.Embedding(5, 4)(np.array([[1.0, 2.0]], "float32")),
    "Embedding: an id out of range": lambda: L.Embedding(5, 4)(np.array([[1, 5]])),
    "Embedding: an id below 0": lambda: L.Embedding(5, 4)(np.array([[1, -1]])),
    "ReversibleEmbedding: no rows": lambda: L.ReversibleEmbedding(0, 4)(I(4, dtype="int32")),
    "ReversibleEmbedding: logit_soft_cap below 0": lambda: L.ReversibleEmbedding(5, 4, logit_soft_cap=-1.0)(
        I(4, dtype="int32")),
    "Flatten: only a batch": lambda: L.Flatten()(I()),
    "Reshape: another number of elements": lambda: L.Reshape((5,))(row()),
    "Reshape: -1 that does not come out": lambda: L.Reshape((3, -1))(row()),
    "Reshape: two times -1": lambda: L.Reshape((-1, -1))(row()),
    "Reshape: a size below -1": lambda: L.Reshape((-2, 2))(row()),
    "Reshape: a size of 0": lambda: L.Reshape((0,))(row()),
    "Permute: counted from 0": lambda: L.Permute((0, 1))(steps()),
    "Permute: an axis twice": lambda: L.Permute((1, 1))(steps()),
    "Permute: an axis left out": lambda: L.Permute((1, 3))(steps()),
    "Permute: an axis that the input has not": lambda: L.Permute((1, 2, 3))(steps()),
    "Permute: fewer axes than the input": lambda: L.Permute((1,))(steps()),
    "RepeatVector: n of 0": lambda: L.RepeatVector(0)(row()),
    "RepeatVector: n below 0": lambda: L.RepeatVector(-2)(row()),
    "RepeatVector: steps": lambda: L.RepeatVector(2)(steps()),
    "ReLU: max_value below 0": lambda: L.ReLU(max_value=-1.0)(row()),
    "ReLU: negative_slope below 0": lambda: L.ReLU(negative_slope=-0.1)(row()),
    "ReLU: threshold below 0": lambda: L.ReLU(threshold=-1.0)(row()),
    "LeakyReLU: negative_slope below 0": lambda: L.LeakyReLU(negative_slope=-0.1)(row()),
    "PReLU: an axis that the input has not": lambda: L.PReLU(shared_axes=[3])(steps()),
    "PReLU: the batch": lambda: L.PReLU(shared_axes=[0])(steps()),
    "Softmax: an axis that the input has not": lambda: L.Softmax(axis=2)(row()),
    "Softmax: an axis twice": lambda: L.Softmax(axis=(1, 1))(steps()),
    "ELU: alpha below 0": lambda: L.ELU(alpha=-1.0)(row()),
    "EinsumDense: no comma": lambda: L.EinsumDense("ab->ac", 3)(row()),
    "EinsumDense: no arrow": lambda: L.EinsumDense("ab,bc", 3)(row()),
    "EinsumDense: a letter of the output that no side has": lambda: L.EinsumDense("ab,bc->ad", 3)(row()),
    "EinsumDense: a weight letter that no side has": lambda: L.EinsumDense("ab,bcd->ac", 3)(row()),
    "EinsumDense: another size of a shared axis": lambda: L.EinsumDense("abc,cd->abd", (6, 3))(steps()),
    "EinsumDense: a bias letter that the output has not": lambda: L.EinsumDense("ab,bc->ac", 3, bias_axes="b")(row()),
    "EinsumDense: another rank of input": lambda: L.EinsumDense("ab,bc->ac", 3)(steps()),
    "EinsumDense: a size too few": lambda: L.EinsumDense("abc,cd->abd", 3)(steps()),
    "Masking: a sequence without features": lambda: L.Masking()(row()),
}

NOISE = {
    "Dropout: rate below 0": lambda: L.Dropout(-0.1)(row()),
    "Dropout: rate above 1": lambda: L.Dropout(1.5)(row()),
    "Dropout: rate of 1": lambda: L.Dropout(1.0)(row()),
    "Dropout: noise_shape with a 0": lambda: L.Dropout(0.5, noise_shape=(None, 0))(row()),
    "Dropout: noise_shape below 0": lambda: L.Dropout(0.5, noise_shape=(None, -1))(row()),
    "Dropout: noise_shape of another size": lambda: L.Dropout(0.5, noise_shape=(1, 3))(np.ones((2, 4), "float32"),
                                                                                     training=True),
    "Dropout: noise_shape of another rank": lambda: L.Dropout(0.5, noise_shape=(1, 2, 4))(
        np.ones((2, 4), "float32"), training=True),
    "AlphaDropout: rate below 0": lambda: L.AlphaDropout(-0.1)(row()),
    "AlphaDropout: rate above 1": lambda: L.AlphaDropout(1.5)(row()),
    "GaussianDropout: rate below 0": lambda: L.GaussianDropout(-0.1)(row()),
    "GaussianDropout: rate above 1": lambda: L.GaussianDropout(1.5)(row()),
    "GaussianNoise: stddev below 0": lambda: L.GaussianNoise(-0.1)(row()),
    "GaussianNoise: stddev above 1": lambda: L.GaussianNoise(1.5)(row()),
    "SpatialDropout1D: a row": lambda: L.SpatialDropout1D(0.5)(row()),
    "SpatialDropout2D: steps": lambda: L.SpatialDropout2D(0.5)(steps()),
    "SpatialDropout2D: rate above 1": lambda: L.SpatialDropout2D(1.5)(image()),
    "SpatialDropout2D: an unknown data_format": lambda: L.SpatialDropout2D(0.5, data_format="middle")(image()),
    "ActivityRegularization: l1 below 0": lambda: L.ActivityRegularization(l1=-1.0)(row()),
    "ActivityRegularization: l2 below 0": lambda: L.ActivityRegularization(l2=-1.0)(row()),
}

MERGE = {
    "one input": lambda: L.Add()([row()]),
    "no list": lambda: L.Add()(row()),
    "sizes that do not broadcast": lambda: L.Add()([row(), I(5)]),
    "sizes of which one is 1": lambda: L.Add()([row(), I(1)]),
    "ranks that differ": lambda: L.Multiply()([steps(), row()]),
    "batches that differ": lambda: L.Maximum()([fixed(3, 4), fixed(2, 4)]),
    "Subtract: three inputs": lambda: L.Subtract()([row(), row(), row()]),
    "Subtract: one input": lambda: L.Subtract()([row()]),
    "Concatenate: one input": lambda: L.Concatenate()([row()]),
    "Concatenate: another size on another axis": lambda: L.Concatenate()([steps(), I(6, 4)]),
    "Concatenate: ranks that differ": lambda: L.Concatenate()([steps(), row()]),
    "Concatenate: an axis that the inputs have not": lambda: L.Concatenate(axis=2)([row(), row()]),
    "Concatenate: along the batch": lambda: L.Concatenate(axis=0)([row(), row()]),
    "Dot: one input": lambda: L.Dot(1)([row()]),
    "Dot: three inputs": lambda: L.Dot(1)([row(), row(), row()]),
    "Dot: three axes": lambda: L.Dot((1, 2, 1))([steps(), steps()]),
    "Dot: axis 0": lambda: L.Dot(0)([steps(), steps()]),
    "Dot: an axis that the inputs have not": lambda: L.Dot(3)([steps(), steps()]),
    "Dot: sizes that differ": lambda: L.Dot((1, 2))([steps(), steps()]),
    "Dot: batches that differ": lambda: L.Dot(1)([fixed(3, 4), fixed(2, 4)]),
}

NORM = {
    "BatchNormalization: an axis that the input has not": lambda: L.BatchNormalization(axis=2)(row()),
    "BatchNormalization: momentum above 1": lambda: L.BatchNormalization(momentum=1.5)(row()),
    "BatchNormalization: epsilon below 0": lambda: L.BatchNormalization(epsilon=-1.0)(row()),
    "BatchNormalization: a mask of another rank": lambda: L.BatchNormalization()(
        np.ones((2, 5, 4), "float32"), training=True, mask=np.ones((2,), bool)),
    "LayerNormalization: an axis that the input has not": lambda: L.LayerNormalization(axis=2)(row()),
    "LayerNormalization: an axis twice": lambda: L.LayerNormalization(axis=(1, 1))(steps()),
    "LayerNormalization: epsilon below 0": lambda: L.LayerNormalization(epsilon=-1.0)(row()),
    "GroupNormalization: no groups": lambda: L.GroupNormalization(groups=0)(row()),
    "GroupNormalization: groups below -1": lambda: L.GroupNormalization(groups=-2)(row()),
    "GroupNormalization: more groups than channels": lambda: L.GroupNormalization(groups=8)(row()),
    "GroupNormalization: groups that do not divide the channels": lambda: L.GroupNormalization(groups=3)(row()),
    "GroupNormalization: an axis that the input has not": lambda: L.GroupNormalization(groups=2, axis=2)(row()),
    "GroupNormalization: the axis of the batch": lambda: L.GroupNormalization(groups=2, axis=0)(row()),
    "RMSNormalization: an axis that the input has not": lambda: L.RMSNormalization(axis=2)(row()),
    "RMSNormalization: epsilon below 0": lambda: L.RMSNormalization(epsilon=-1.0)(row()),
    "UnitNormalization: an axis that the input has not": lambda: L.UnitNormalization(axis=2)(row()),
    "SpectralNormalization: no power_iterations": lambda: L.SpectralNormalization(L.Dense(3), power_iterations=0)(row()),
    "SpectralNormalization: a layer without kernel": lambda: L.SpectralNormalization(L.ReLU())(row()),
    "SpectralNormalization: no layer": lambda: L.SpectralNormalization(None)(row()),
}

mask = lambda *shape: np.ones(shape, bool)
seq = lambda: I(4, 6)
ones = lambda *shape: np.ones(shape, "float32")
ATTENTION = {
    "MultiHeadAttention: no heads": lambda: L.MultiHeadAttention(0, 3)(seq(), seq()),
    "MultiHeadAttention: key_dim of 0": lambda: L.MultiHeadAttention(2, 0)(seq(), seq()),
    "MultiHeadAttention: value_dim below 0": lambda: L.MultiHeadAttention(2, 3, value_dim=-2)(seq(), seq()),
    "MultiHeadAttention: value_dim of 0": lambda: L.MultiHeadAttention(2, 3, value_dim=0)(seq(), seq()),
    "MultiHeadAttention: sliding_window below 0": lambda: L.MultiHeadAttention(2, 3, sliding_window=-1)(seq(), seq()),
    "MultiHeadAttention: dropout above 1": lambda: L.MultiHeadAttention(2, 3, dropout=1.5)(seq(), seq()),
    "MultiHeadAttention: output_shape with a 0": lambda: L.MultiHeadAttention(2, 3, output_shape=(4, 0))(seq(), seq()),
    "MultiHeadAttention: only a query": lambda: L.MultiHeadAttention(2, 3)(seq()),
    "MultiHeadAttention: a row as query": lambda: L.MultiHeadAttention(2, 3)(I(6), seq()),
    "MultiHeadAttention: more keys than values": lambda: L.MultiHeadAttention(2, 3)(seq(), seq(), key=I(5, 6)),
    "MultiHeadAttention: batches that differ": lambda: L.MultiHeadAttention(2, 3)(ones(3, 4, 6), ones(2, 4, 6)),
    "MultiHeadAttention: a mask of other keys": lambda: L.MultiHeadAttention(2, 3)(
        ones(2, 4, 6), ones(2, 4, 6), attention_mask=mask(2, 4, 5)),
    "MultiHeadAttention: a mask of other queries": lambda: L.MultiHeadAttention(2, 3)(
        ones(2, 4, 6), ones(2, 4, 6), attention_mask=mask(2, 3, 4)),
    "MultiHeadAttention: a mask of other heads": lambda: L.MultiHeadAttention(2, 3)(
        ones(2, 4, 6), ones(2, 4, 6), attention_mask=mask(2, 3, 4, 4)),
    "GroupQueryAttention: head_dim of 0": lambda: L.GroupQueryAttention(0, 4, 2)(seq(), seq()),
    "GroupQueryAttention: no key heads": lambda: L.GroupQueryAttention(2, 4, 0)(seq(), seq()),
    "GroupQueryAttention: key heads that do not divide": lambda: L.GroupQueryAttention(2, 4, 3)(seq(), seq()),
    "GroupQueryAttention: sliding_window below 0": lambda: L.GroupQueryAttention(2, 4, 2, sliding_window=-1)(
        seq(), seq()),
    "GroupQueryAttention: features that differ": lambda: L.GroupQueryAttention(2, 4, 2)(seq(), I(4, 5)),
    "GroupQueryAttention: more keys than values": lambda: L.GroupQueryAttention(2, 4, 2)(seq(), seq(), key=I(5, 6)),
    "Attention: an unknown score_mode": lambda: L.Attention(score_mode="sum")([seq(), seq()]),
    "Attention: one input": lambda: L.Attention()([seq()]),
    "Attention: four inputs": lambda: L.Attention()([seq(), seq(), seq(), seq()]),
    "Attention: features that differ": lambda: L.Attention()([seq(), I(4, 5)]),
    "Attention: more keys than values": lambda: L.Attention()([seq(), seq(), I(5, 6)]),
    "Attention: dropout above 1": lambda: L.Attention(dropout=1.5)([ones(2, 4, 6), ones(2, 4, 6)], training=True),
    "AdditiveAttention: features that differ": lambda: L.AdditiveAttention()([seq(), I(4, 5)]),
    "AdditiveAttention: one input": lambda: L.AdditiveAttention()([seq()]),
}

RECURRENT = {
    "SimpleRNN: no units": lambda: L.SimpleRNN(0)(steps()),
    "LSTM: no units": lambda: L.LSTM(0)(steps()),
    "GRU: units below 0": lambda: L.GRU(-1)(steps()),
    "LSTM: a row": lambda: L.LSTM(3)(row()),
    "LSTM: images": lambda: L.LSTM(3)(image()),
    "LSTM: dropout above 1": lambda: L.LSTM(3, dropout=1.5)(ones(2, 5, 4), training=True),
    "LSTM: one initial state of two": lambda: L.LSTM(3)(steps(), initial_state=[I(3)]),
    "LSTM: three initial states": lambda: L.LSTM(3)(steps(), initial_state=[I(3), I(3), I(3)]),
    "LSTM: an initial state of another size": lambda: L.LSTM(3)(steps(), initial_state=[I(3), I(2)]),
    "GRU: an initial state of another size": lambda: L.GRU(3)(steps(), initial_state=[I(2)]),
    "RNN: no cell": lambda: L.RNN(None)(steps()),
    "RNN: a cell without state_size": lambda: L.RNN(NoCell())(steps()),
    "RNN: a cell with a size of 0": lambda: L.RNN(type("Zero", (ThreeStates,), {"state_size": 0})())(steps()),
    "RNN: a cell that returns a state too many": lambda: L.RNN(ThreeStates())(ones(2, 5, 3)),
    "StackedRNNCells: no cell": lambda: L.RNN(L.StackedRNNCells([]))(steps()),
    "StackedRNNCells: a layer that is no cell": lambda: L.RNN(L.StackedRNNCells([L.LSTMCell(3), L.Dense(2)]))(steps()),
    "Bidirectional: no layer": lambda: L.Bidirectional(None)(steps()),
    "Bidirectional: a layer that is not recurrent": lambda: L.Bidirectional(L.Dense(2))(steps()),
    "Bidirectional: a layer that cannot go backwards": lambda: L.Bidirectional(L.TimeDistributed(L.Dense(2)))(steps()),
    "Bidirectional: an unknown merge_mode": lambda: L.Bidirectional(L.LSTM(2), merge_mode="max")(steps()),
    "Bidirectional: both layers forwards": lambda: L.Bidirectional(L.LSTM(2), backward_layer=L.LSTM(2))(steps()),
    "Bidirectional: return_sequences in one layer": lambda: L.Bidirectional(
        L.LSTM(2, return_sequences=True), backward_layer=L.LSTM(2, go_backwards=True))(steps()),
    "Bidirectional: return_state in one layer": lambda: L.Bidirectional(
        L.LSTM(2, return_state=True), backward_layer=L.LSTM(2, go_backwards=True))(steps()),
    "Bidirectional: stateful in one layer": lambda: L.Bidirectional(
        L.LSTM(2, stateful=True), backward_layer=L.LSTM(2, go_backwards=True))(fixed(2, 5, 4)),
    "Bidirectional: units that differ, summed": lambda: L.Bidirectional(
        L.LSTM(2), merge_mode="sum", backward_layer=L.LSTM(3, go_backwards=True))(steps()),
    "Bidirectional: an odd number of initial states": lambda: L.Bidirectional(L.GRU(3))(
        ones(2, 5, 4), initial_state=[ones(2, 3)]),
    "TimeDistributed: no layer": lambda: L.TimeDistributed(None)(steps()),
    "TimeDistributed: rows": lambda: L.TimeDistributed(L.Dense(2))(row()),
    "stateful: a batch of any size": lambda: L.LSTM(3, stateful=True)(steps()),
    "stateful: another batch than before": lambda: (lambda l: (l(ones(2, 5, 4)), l(ones(3, 5, 4))))(
        L.LSTM(3, stateful=True)),
    "a mask of another rank": lambda: L.LSTM(3)(ones(2, 5, 4), mask=mask(2, 5, 4)),
}

SECTIONS = {"convolutions": CONVOLUTIONS, "convolution_variants": CONVOLUTION_VARIANTS, "pooling": POOLING,
            "image_sizes": IMAGE_SIZES, "core": CORE, "noise": NOISE, "merge": MERGE, "norm": NORM,
            "attention": ATTENTION, "recurrent": RECURRENT}
