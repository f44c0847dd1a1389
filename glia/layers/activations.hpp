#pragma once
#include <limits>

#include "glia/graph/tensor.hpp"

// Activations are plain functions, so that `Dense{8, tanh}` means this tanh beside those of <cmath> and <math.h>. Each
// but glu keeps the shape. The second overloads take parameters: `[](Tensor x) { return gelu(x, true); }`.
#pragma GCC visibility push(default)
namespace glia {

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
Tensor relu6(Tensor x);        ///< min(max(x, 0), 6)
Tensor celu(Tensor x);         ///< x where x > 0, else e^x − 1; Barron 2017
Tensor glu(Tensor x);  ///< a·sigmoid(b), a and b the halves of the last axis: (…, 2n) → (…, n); Dauphin et al. 2017
Tensor mish(Tensor x);            ///< x·tanh(softplus(x)); Misra 2019
Tensor hard_sigmoid(Tensor x);    ///< min(max(x + 3, 0), 6) / 6
Tensor hard_silu(Tensor x);       ///< x·hard_sigmoid(x); Howard et al. 2019
Tensor hard_tanh(Tensor x);       ///< x, at least −1 and at most 1
Tensor log_sigmoid(Tensor x);     ///< ln sigmoid(x)
Tensor tanh_shrink(Tensor x);     ///< x − tanh(x)
Tensor soft_shrink(Tensor x);     ///< x moved by ½ toward 0, and 0 where |x| ≤ ½
Tensor hard_shrink(Tensor x);     ///< x where |x| > ½, else 0
Tensor sparse_plus(Tensor x);     ///< 0 below −1, (x + 1)²/4 up to 1, x above
Tensor sparse_sigmoid(Tensor x);  ///< 0 below −1, (x + 1)/2 up to 1, 1 above; the derivative of sparse_plus
Tensor squareplus(Tensor x);      ///< (x + √(x² + 4)) / 2
/// The nearest point to x whose numbers are not negative and add up to 1, over the last axis: max(x − τ, 0). Martins
/// and Astudillo 2016. Compares all pairs: n² steps for n numbers.
Tensor sparsemax(Tensor x);

/// max_value where x ≥ max_value; x where x > threshold; else negative_slope·(x − threshold).
Tensor relu(Tensor x, double negative_slope, double max_value = std::numeric_limits<double>::infinity(),
            double threshold = 0);
Tensor softmax(Tensor x, int axis);
Tensor log_softmax(Tensor x, int axis);
Tensor elu(Tensor x, double alpha);  ///< x where x > 0, else alpha·(e^x − 1)
/// approximate: x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))
Tensor gelu(Tensor x, bool approximate);
Tensor leaky_relu(Tensor x, double negative_slope);  ///< x where x ≥ 0, else negative_slope·x
Tensor celu(Tensor x, double alpha);  ///< x where x > 0, else alpha·(e^(x/alpha) − 1); a ValueError if alpha is 0
Tensor glu(Tensor x, int axis);       ///< a ShapeError if the axis has no two equal halves
Tensor soft_shrink(Tensor x, double threshold);
Tensor hard_shrink(Tensor x, double threshold);
Tensor squareplus(Tensor x, double b);  ///< (x + √(x² + b)) / 2; b not below 0
Tensor sparsemax(Tensor x, int axis);
Tensor threshold(Tensor x, double threshold, double default_value);  ///< x where x > threshold, else default_value

}  // namespace glia
#pragma GCC visibility pop
