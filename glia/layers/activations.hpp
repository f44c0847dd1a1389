#pragma once
#include <limits>

#include "glia/graph/tensor.hpp"

// Activations are plain functions, so that `Dense{8, tanh}` means this tanh beside those of <cmath> and <math.h>. Each
// keeps the shape. The second overloads take parameters: `[](Tensor x) { return gelu(x, true); }`.
namespace [[gnu::visibility("default")]] glia {

Tensor linear(Tensor x);       ///< x
Tensor relu(Tensor x);         ///< max(x, 0)
Tensor sigmoid(Tensor x);      ///< 1 / (1 + e^−x)
Tensor tanh(Tensor x);         ///< hyperbolic tangent
Tensor softmax(Tensor x);      ///< e^x / Σ e^x over the last axis
Tensor log_softmax(Tensor x);  ///< x − ln Σ e^x over the last axis
Tensor elu(Tensor x);          ///< x where x > 0, else e^x − 1
Tensor selu(Tensor x);         ///< 1.0507·(x where x > 0, else 1.6733·(e^x − 1)); Klambauer et al. 2017
Tensor gelu(Tensor x);         ///< x/2·(1 + erf(x/√2)); Hendrycks and Gimpel 2016
Tensor silu(Tensor x);         ///< x·sigmoid(x)
Tensor softplus(Tensor x);     ///< ln(1 + e^x)
Tensor softsign(Tensor x);     ///< x / (1 + |x|)
Tensor leaky_relu(Tensor x);   ///< x where x ≥ 0, else 0.2·x
Tensor exponential(Tensor x);  ///< e^x

/// max_value where x ≥ max_value; x where x > threshold; else negative_slope·(x − threshold).
Tensor relu(Tensor x, double negative_slope, double max_value = std::numeric_limits<double>::infinity(),
            double threshold = 0);
Tensor softmax(Tensor x, int axis);
Tensor log_softmax(Tensor x, int axis);
Tensor elu(Tensor x, double alpha);  ///< x where x > 0, else alpha·(e^x − 1)
/// approximate: x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))
Tensor gelu(Tensor x, bool approximate);
Tensor leaky_relu(Tensor x, double negative_slope);  ///< x where x ≥ 0, else negative_slope·x

}  // namespace glia
