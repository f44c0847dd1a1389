// Elementary functions on f32 vectors. Included once per Highway target.
// Polynomials are minimax fits (weighted by the function, so that they bound relative error), their coefficients
// rounded to f32 one after another from the lowest power, the rest fitted anew each time; the bound stands beside each.
#if defined(GLIA_BACKENDS_CPU_VECTOR_MATH_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GLIA_BACKENDS_CPU_VECTOR_MATH_INL_H
#undef GLIA_BACKENDS_CPU_VECTOR_MATH_INL_H
#else
#define GLIA_BACKENDS_CPU_VECTOR_MATH_INL_H
#endif

#include <cstdint>
#include <hwy/highway.h>

#include "glia/backends/cpu/vector_loop-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {

// c0 + c1·x + c2·x² + …, by Horner: loops over arrays hide the latency, and each step is one multiply-add.
template <class Tag>
HWY_INLINE hn::Vec<Tag> polynomial(Tag d, hn::Vec<Tag>, hn::TFromD<Tag> c0) {
  return hn::Set(d, c0);
}
template <class Tag, class... Rest>
HWY_INLINE hn::Vec<Tag> polynomial(Tag d, hn::Vec<Tag> x, hn::TFromD<Tag> c0, Rest... rest) {
  return hn::MulAdd(polynomial(d, x, rest...), x, hn::Set(d, c0));
}

// min(x, high) and max(x, low) that let NaN pass. Vector Min and Max return their second operand when the two do not
// compare, Highway's scalar ones the operand that is not NaN.
template <class Tag>
HWY_INLINE hn::Vec<Tag> at_most(Tag d, hn::Vec<Tag> x, hn::TFromD<Tag> high) {
#if HWY_TARGET == HWY_SCALAR
  return hn::IfThenElse(hn::Gt(x, hn::Set(d, high)), hn::Set(d, high), x);
#else
  return hn::Min(hn::Set(d, high), x);
#endif
}
template <class Tag>
HWY_INLINE hn::Vec<Tag> at_least(Tag d, hn::Vec<Tag> x, hn::TFromD<Tag> low) {
#if HWY_TARGET == HWY_SCALAR
  return hn::IfThenElse(hn::Lt(x, hn::Set(d, low)), hn::Set(d, low), x);
#else
  return hn::Max(hn::Set(d, low), x);
#endif
}

// Whole powers 2^n, −126 ≤ n ≤ 127.
HWY_INLINE FloatVec exp2_integer(Floats d, hn::Vec<hn::RebindToSigned<Floats>> n) {
  const hn::RebindToSigned<Floats> di;
  return hn::BitCast(d, hn::ShiftLeft<23>(hn::Add(n, hn::Set(di, 127))));
}

// n as an integer; NaN gives anything, since what it scales is NaN too. Highway's scalar form would cast it, which C++
// leaves undefined.
HWY_INLINE hn::Vec<hn::RebindToSigned<Floats>> to_integer(FloatVec n) {
#if HWY_TARGET == HWY_SCALAR
  n = hn::IfThenZeroElse(hn::IsNaN(n), n);
#endif
  return hn::ConvertTo(hn::RebindToSigned<Floats>(), n);
}

// x = n·ln 2 + r with |r| ≤ 0.3475 and s = eʳ − 1. ln 2 is split after 15 bits: n·hi is exact without fused
// multiply-add.
struct ExpParts {
  FloatVec n;
  FloatVec s;
};
HWY_INLINE ExpParts exp_parts(Floats d, FloatVec x) {
  const FloatVec n = hn::Round(hn::Mul(x, hn::Set(d, 0x1.715476p0f)));
  FloatVec r = hn::NegMulAdd(n, hn::Set(d, 0x1.62e4p-1f), x);
  r = hn::NegMulAdd(n, hn::Set(d, 0x1.7f7d1cp-20f), r);
  const FloatVec p = polynomial(d, r, 0.5f, 0x1.555556p-3f, 0x1.5554e8p-5f, 0x1.111006p-7f, 0x1.6d4d1ep-10f,
                                0x1.a23ed0p-13f);  // 2^-33
  return {n, hn::MulAdd(hn::Mul(r, r), p, r)};
}

// e^x for −87 ≤ x ≤ 80: no overflow, one scaling.
HWY_INLINE FloatVec exp_small(Floats d, FloatVec x) {
  const ExpParts e = exp_parts(d, x);
  const FloatVec one_plus = hn::Add(hn::Set(d, 1.0f), e.s);
  return hn::Mul(one_plus, exp2_integer(d, to_integer(e.n)));
}

// 2^n in two factors: results below the normal range are rounded once, by the second product.
struct ScalePair {
  FloatVec first;
  FloatVec second;
};
HWY_INLINE ScalePair scale_pair(Floats d, FloatVec n) {
  const auto whole = to_integer(n);
  const auto half = hn::ShiftRight<1>(whole);
  return {exp2_integer(d, half), exp2_integer(d, hn::Sub(whole, half))};
}

HWY_INLINE FloatVec vector_exp(Floats d, FloatVec x) {
  const ExpParts e = exp_parts(d, at_least(d, at_most(d, x, 89.0f), -104.0f));
  const ScalePair scale = scale_pair(d, e.n);
  return hn::Mul(hn::Mul(hn::Add(hn::Set(d, 1.0f), e.s), scale.first), scale.second);
}

// e^x for x ≤ 80; 0 below −87, where e^x approaches the numbers below the normal range: to make one of those costs a
// Xeon some 150 cycles, and what is left of a row of powers beside its largest, 1, does not count there.
HWY_INLINE FloatVec exp_or_zero(Floats d, FloatVec x) {
  const FloatVec y = exp_small(d, at_least(d, x, -87.0f));
  return hn::IfThenZeroElse(hn::Lt(x, hn::Set(d, -87.0f)), y);
}

// |x| < 1: x + x·p(x²). Above, 1 − exp(a·q(a)) with a·q(a) = log(erfc(a)), at most 0.16; what the product a·q(a) loses
// is recovered where there is fused multiply-add (0.2 ULP of erf). erf(4) rounds to 1.
HWY_INLINE FloatVec vector_erf(Floats d, FloatVec x) {
  const FloatVec one = hn::Set(d, 1.0f);
  const FloatVec a = at_most(d, hn::Abs(x), 4.0f);
  const FloatVec p = polynomial(d, hn::Mul(x, x), 0x1.06eba8p-3f, -0x1.81273ep-2f, 0x1.ce2ce6p-4f, -0x1.b7f71ap-6f,
                                0x1.53f224p-8f, -0x1.a3515ep-11f, 0x1.4771fep-14f);  // 2^-29
  const FloatVec small = hn::MulAdd(p, x, x);
  const FloatVec q = polynomial(d, a, -0x1.20f21cp0f, -0x1.451ac0p-1f, -0x1.b4595ep-4f, 0x1.89603cp-6f, -0x1.ec7aa2p-9f,
                                0x1.6f93ccp-12f, -0x1.d4588ep-17f);  // 2^-31
  const FloatVec log_erfc = hn::Mul(a, q);
  const FloatVec lost = hn::MulSub(a, q, log_erfc);
  const FloatVec erfc = exp_small(d, log_erfc);
  const FloatVec large = hn::Sub(one, hn::MulAdd(erfc, lost, erfc));
  return hn::IfThenElse(hn::Lt(a, one), small, hn::CopySign(large, x));
}

// |x| < 1: x + x³·p(x²). Above, 1 − 2 / (e^2|x| + 1), whose subtrahend is below 1/4, so that its errors count a
// quarter.
HWY_INLINE FloatVec vector_tanh(Floats d, FloatVec x) {
  const FloatVec one = hn::Set(d, 1.0f);
  const FloatVec a = hn::Abs(x);
  const FloatVec x2 = hn::Mul(x, x);
  const FloatVec p = polynomial(d, x2, -0x1.555552p-2f, 0x1.11103cp-3f, -0x1.b9f6dap-5f, 0x1.64c044p-6f,
                                -0x1.18db64p-7f, 0x1.8f862cp-9f, -0x1.ae8cbap-11f, 0x1.e76c16p-14f);  // 2^-30
  const FloatVec small = hn::MulAdd(hn::Mul(x2, p), x, x);
  const FloatVec doubled = at_most(d, hn::Add(a, a), 20.0f);
  const FloatVec e = exp_small(d, doubled);
  const FloatVec large = hn::Sub(one, hn::Div(hn::Set(d, 2.0f), hn::Add(e, one)));
  return hn::CopySign(hn::IfThenElse(hn::Lt(a, one), small, large), x);  // x + x³·p loses the sign of −0
}

// With e = e^−|x|: 1 / (1 + e) or e / (1 + e). e and 1 + e are carried as sums of two floats, and one Newton step on
// the quotient takes up what they leave; without it the four roundings reach 1.9 ULP.
HWY_INLINE FloatVec vector_sigmoid(Floats d, FloatVec x) {
  const FloatVec one = hn::Set(d, 1.0f);
  const FloatVec a = hn::Neg(hn::Abs(x));
  const ExpParts parts = exp_parts(d, at_least(d, a, -104.0f));
  const ScalePair scale = scale_pair(d, parts.n);
  const FloatVec high = hn::Add(one, parts.s);
  const FloatVec low = hn::Sub(parts.s, hn::Sub(high, one));
  const FloatVec e = hn::Mul(hn::Mul(high, scale.first), scale.second);
  const FloatVec e_low = hn::Mul(hn::Mul(low, scale.first), scale.second);
  const FloatVec sum = hn::Add(one, e);
  const FloatVec sum_low = hn::Add(hn::Sub(e, hn::Sub(sum, one)), e_low);
  const auto negative = hn::Lt(x, hn::Zero(d));
  const FloatVec top = hn::IfThenElse(negative, e, one);
  const FloatVec top_low = hn::IfThenElseZero(negative, e_low);
  const FloatVec inverse = hn::Div(one, sum);
  const FloatVec y = hn::Mul(top, inverse);
  const FloatVec left = hn::NegMulAdd(y, sum_low, hn::Add(hn::NegMulAdd(y, sum, top), top_low));
  return hn::MulAdd(left, inverse, y);
}

// x = 2^e · m with √½ ≤ m < √2, for positive normal x.
struct LogParts {
  FloatVec e;
  FloatVec m;
};
HWY_INLINE LogParts log_parts(Floats d, FloatVec x) {
  const hn::RebindToSigned<Floats> di;
  const auto bits = hn::BitCast(di, x);
  const auto e = hn::ShiftRight<23>(hn::Sub(bits, hn::Set(di, 0x3f3504f3)));
  return {hn::ConvertTo(d, e), hn::BitCast(d, hn::Sub(bits, hn::ShiftLeft<23>(e)))};
}

// e·ln 2 + log(1 + f). The rounding error of the leading sum is recovered (|e·ln 2| > |f| or e = 0), so that the last
// addition is the only full rounding.
HWY_INLINE FloatVec log_join(Floats d, FloatVec e, FloatVec f) {
  const FloatVec q =
      polynomial(d, f, -0.5f, 0x1.555548p-2f, -0x1.000006p-2f, 0x1.99a478p-3f, -0x1.555c4cp-3f, 0x1.233b6ap-3f,
                 -0x1.fc26d2p-4f, 0x1.e6c1f4p-4f, -0x1.de1140p-4f, 0x1.148256p-4f);  // 2^-30
  const FloatVec whole = hn::Mul(e, hn::Set(d, 0x1.62e4p-1f));
  const FloatVec lead = hn::Add(whole, f);
  const FloatVec lost = hn::Sub(f, hn::Sub(lead, whole));
  FloatVec low = hn::MulAdd(e, hn::Set(d, 0x1.7f7d1cp-20f), lost);
  low = hn::MulAdd(hn::Mul(f, q), f, low);
  return hn::Add(lead, low);
}

HWY_INLINE FloatVec vector_log(Floats d, FloatVec x) {
  const auto tiny = hn::Lt(x, hn::Set(d, 0x1p-126f));
  const LogParts parts = log_parts(d, hn::IfThenElse(tiny, hn::Mul(x, hn::Set(d, 0x1p25f)), x));
  const FloatVec e = hn::Sub(parts.e, hn::IfThenElseZero(tiny, hn::Set(d, 25.0f)));
  FloatVec y = log_join(d, e, hn::Sub(parts.m, hn::Set(d, 1.0f)));
  const FloatVec infinity = hn::Inf(d);
  y = hn::IfThenElse(hn::Lt(x, infinity), y, x);  // +inf and NaN stay
  y = hn::IfThenElse(hn::Lt(x, hn::Zero(d)), hn::NaN(d), y);
  return hn::IfThenElse(hn::Eq(x, hn::Zero(d)), hn::Neg(infinity), y);
}

}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
