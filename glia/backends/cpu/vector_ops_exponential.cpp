#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/vector_ops_exponential.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <hwy/highway.h>

#include "glia/backends/cpu/vector_math-inl.h"
#include "glia/backends/cpu/vector_op_groups.hpp"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

using D = Floats;
using V = FloatVec;

struct Exp {
  static HWY_INLINE V run(D d, V x) { return vector_exp(d, x); }
};

struct Expm1 {  // 2ⁿ·s + (2ⁿ − 1), halved meanwhile: n reaches 128
  static HWY_INLINE V run(D d, V x) {
    const ExpParts e = exp_parts(d, at_least(d, at_most(d, x, 89.0f), -20.0f));
    const hn::RebindToSigned<D> di;
    const V half = exp2_integer(d, hn::Sub(to_integer(e.n), hn::Set(di, 1)));
    const V y = hn::MulAdd(half, e.s, hn::Sub(half, hn::Set(d, 0.5f)));
    return hn::IfThenElse(hn::Lt(hn::Abs(x), hn::Set(d, 0x1p-30f)), x, hn::Add(y, y));
  }
};

// |x| < 1: x + x³·p(x²). Above, 1 − 2 / (e^2|x| + 1), whose subtrahend is below 1/4, so that its errors count a
// quarter.
struct Tanh {
  static HWY_INLINE V run(D d, V x) {
    const V one = hn::Set(d, 1.0f);
    const V a = hn::Abs(x);
    const V x2 = hn::Mul(x, x);
    const V p = polynomial(d, x2, -0x1.555552p-2f, 0x1.11103cp-3f, -0x1.b9f6dap-5f, 0x1.64c044p-6f, -0x1.18db64p-7f,
                           0x1.8f862cp-9f, -0x1.ae8cbap-11f, 0x1.e76c16p-14f);  // 2^-30
    const V small = hn::MulAdd(hn::Mul(x2, p), x, x);
    const V doubled = at_most(d, hn::Add(a, a), 20.0f);
    const V e = exp_small(d, doubled);
    const V large = hn::Sub(one, hn::Div(hn::Set(d, 2.0f), hn::Add(e, one)));
    return hn::CopySign(hn::IfThenElse(hn::Lt(a, one), small, large), x);  // x + x³·p loses the sign of −0
  }
};

// With e = e^−|x|: 1 / (1 + e) or e / (1 + e). e and 1 + e are carried as sums of two floats, and one Newton step on
// the quotient takes up what they leave; without it the four roundings reach 1.9 ULP.
struct Sigmoid {
  static HWY_INLINE V run(D d, V x) {
    const V one = hn::Set(d, 1.0f);
    const V a = hn::Neg(hn::Abs(x));
    const ExpParts parts = exp_parts(d, at_least(d, a, -104.0f));
    const ScalePair scale = scale_pair(d, parts.n);
    const V high = hn::Add(one, parts.s);
    const V low = hn::Sub(parts.s, hn::Sub(high, one));
    const V e = hn::Mul(hn::Mul(high, scale.first), scale.second);
    const V e_low = hn::Mul(hn::Mul(low, scale.first), scale.second);
    const V sum = hn::Add(one, e);
    const V sum_low = hn::Add(hn::Sub(e, hn::Sub(sum, one)), e_low);
    const auto negative = hn::Lt(x, hn::Zero(d));
    const V top = hn::IfThenElse(negative, e, one);
    const V top_low = hn::IfThenElseZero(negative, e_low);
    const V inverse = hn::Div(one, sum);
    const V y = hn::Mul(top, inverse);
    const V left = hn::NegMulAdd(y, sum_low, hn::Add(hn::NegMulAdd(y, sum, top), top_low));
    return hn::MulAdd(left, inverse, y);
  }
};

struct Erf {
  static HWY_INLINE V run(D d, V x) { return vector_erf(d, x); }
};

constexpr NamedVectorOp kOps[] = {
    {"exp", unary<Exp>},         {"expm1", unary<Expm1>}, {"tanh", unary<Tanh>},
    {"sigmoid", unary<Sigmoid>}, {"erf", unary<Erf>},
};

VectorOpGroup exponential() { return kOps; }

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(exponential);
VectorOpGroup exponential_vector_ops() { return HWY_DYNAMIC_DISPATCH(exponential)(); }

}  // namespace glia::detail::cpu
#endif
