#pragma once
#include "glia/graph/tensor.hpp"

// Elementwise arithmetic. Sizes broadcast as in NumPy; integers become f32 where the result is real.
#pragma GCC visibility push(default)
namespace glia {

Tensor operator+(const Tensor& a, const Tensor& b);
Tensor operator-(const Tensor& a, const Tensor& b);
Tensor operator*(const Tensor& a, const Tensor& b);
Tensor operator/(const Tensor& a, const Tensor& b);  ///< real; u8 / 255.0 is f32
Tensor operator-(const Tensor& x);

namespace ops {

Tensor add(const Tensor& a, const Tensor& b);       ///< a + b
Tensor subtract(const Tensor& a, const Tensor& b);  ///< a − b
Tensor multiply(const Tensor& a, const Tensor& b);  ///< a · b
Tensor divide(const Tensor& a, const Tensor& b);    ///< a / b, real
Tensor negative(const Tensor& x);                   ///< −x
Tensor exp(const Tensor& x);                        ///< e^x
Tensor expm1(const Tensor& x);                      ///< e^x − 1, exact near 0
Tensor log(const Tensor& x);                        ///< ln x
Tensor log1p(const Tensor& x);                      ///< ln(1 + x), exact near 0
Tensor tanh(const Tensor& x);                       ///< hyperbolic tangent
Tensor sigmoid(const Tensor& x);                    ///< 1 / (1 + e^−x), without overflow
Tensor erf(const Tensor& x);                        ///< error function 2/√π ∫₀ˣ e^−t² dt
Tensor sqrt(const Tensor& x);                       ///< √x
Tensor rsqrt(const Tensor& x);                      ///< 1/√x
Tensor square(const Tensor& x);                     ///< x²
Tensor reciprocal(const Tensor& x);                 ///< 1/x
Tensor abs(const Tensor& x);                        ///< |x|; gradient 0 at 0
Tensor sign(const Tensor& x);                       ///< −1, 0 or 1
Tensor sin(const Tensor& x);                        ///< sine, radians
Tensor cos(const Tensor& x);                        ///< cosine, radians
Tensor floor(const Tensor& x);                      ///< largest whole number ≤ x
Tensor ceil(const Tensor& x);                       ///< smallest whole number ≥ x
Tensor round(const Tensor& x);                      ///< nearest whole number, halves to even
Tensor power(const Tensor& a, const Tensor& b);     ///< a^b
Tensor maximum(const Tensor& a,
               const Tensor& b);  ///< the larger; NaN wins; at equality each side gets half the gradient
Tensor minimum(const Tensor& a, const Tensor& b);
Tensor mod(const Tensor& a, const Tensor& b);  ///< a − b·floor(a/b)
Tensor clip(const Tensor& x, double low, double high);
Tensor relu(const Tensor& x);  ///< max(x, 0); gradient 0 at 0

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
