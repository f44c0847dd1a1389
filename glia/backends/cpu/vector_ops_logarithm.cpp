#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/vector_ops_logarithm.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <hwy/highway.h>

#include "glia/backends/cpu/vector_double-inl.h"
#include "glia/backends/cpu/vector_math-inl.h"
#include "glia/backends/cpu/vector_op_groups.hpp"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

using D = Floats;
using V = FloatVec;

struct Log {
  static HWY_INLINE V run(D d, V x) { return vector_log(d, x); }
};

// 1 + x = u + lost exactly; lost joins the mantissa's remainder. For small x, u = 1 and the remainder is x itself.
struct Log1p {
  static HWY_INLINE V run(D d, V x) {
    const V one = hn::Set(d, 1.0f);
    const V u = hn::Add(one, x);
    const V back = hn::Sub(u, x);
    const V lost = hn::Add(hn::Sub(one, back), hn::Sub(x, hn::Sub(u, back)));
    const LogParts parts = log_parts(d, u);
    const hn::RebindToSigned<D> di;
    const V shrink = exp2_integer(d, hn::Neg(hn::ConvertTo(di, hn::Min(parts.e, hn::Set(d, 126.0f)))));
    V y = log_join(d, parts.e, hn::MulAdd(lost, shrink, hn::Sub(parts.m, one)));
    y = hn::IfThenElse(hn::Lt(x, hn::Inf(d)), y, x);  // +inf and NaN stay
    y = hn::IfThenElse(hn::Lt(x, hn::Set(d, -1.0f)), hn::NaN(d), y);
    y = hn::IfThenElse(hn::Eq(u, hn::Zero(d)), hn::Neg(hn::Inf(d)), y);
    return hn::IfThenElse(hn::Lt(hn::Abs(x), hn::Set(d, 0x1p-30f)), x, y);
  }
};

// 2^(y·log₂ x) for x ≥ 0, with 50 bits in the logarithm, since y·log₂ x may be 150, and 34 in the power. Zero, infinity
// and NaN need no special case but 0·∞, which the caller handles.
struct PowerOfMagnitude {
  static HWY_INLINE DoubleVec run(Doubles d, DoubleVec x, DoubleVec y) {
    const hn::RebindToUnsigned<Doubles> du;
    const DoubleVec one = hn::Set(d, 1.0);
    const auto bias = hn::Set(du, std::uint64_t{1023} << 52);
    const auto bits = hn::BitCast(du, x);
    // x = 2^(k − 1023) · m, √½ ≤ m < √2; k becomes a double as the low bits of 2^52 + k.
    const auto k = hn::ShiftRight<52>(hn::Add(bits, hn::Set(du, (std::uint64_t{1023} << 52) - 0x3fe6a09e667f3bcdu)));
    const DoubleVec e =
        hn::Sub(hn::BitCast(d, hn::Or(k, hn::Set(du, 0x4330000000000000u))), hn::Set(d, 0x1p52 + 1023.0));
    const DoubleVec m = hn::BitCast(d, hn::Sub(hn::Add(bits, bias), hn::ShiftLeft<52>(k)));
    const DoubleVec s = hn::Div(hn::Sub(m, one), hn::Add(m, one));
    const DoubleVec s2 = hn::Mul(s, s);
    // log m = 2·atanh(s)
    const DoubleVec p = polynomial(d, s2, 2.0, 0.66666666666594154, 0.40000000049313883, 0.28571417527649645,
                                   0.22223347489566803, 0.18124332374582813, 0.16812349680615718);  // 2^-50
    DoubleVec log2 = hn::MulAdd(hn::Mul(s, p), hn::Set(d, 1.4426950408889634), e);
    log2 = hn::IfThenElse(hn::Eq(x, hn::Zero(d)), hn::Neg(hn::Inf(d)), log2);
    log2 = hn::IfThenElse(hn::Lt(x, hn::Inf(d)), log2, x);
    const DoubleVec product = hn::Mul(y, log2);
    const DoubleVec t = at_least(d, at_most(d, product, 200.0), -200.0);
    const DoubleVec n = hn::Round(t);
    const DoubleVec f = hn::Sub(t, n);
    const DoubleVec power =
        polynomial(d, f, 1.0, 0.69314718054162427, 0.24022651076309987, 0.055504109626885852, 0.0096180368369597081,
                   0.0013333430683967469, 0.00015467135831484974, 1.5314971950322085e-05);  // 2^-34
    const auto scale = hn::ShiftLeft<52>(hn::BitCast(du, hn::Add(n, hn::Set(d, 0x1p52 + 1023.0))));
    return hn::Mul(power, hn::BitCast(d, scale));
  }
};

struct Power {
  static HWY_INLINE V run(D d, V x, V y) {
    const V one = hn::Set(d, 1.0f);
    const V half = hn::Mul(y, hn::Set(d, 0.5f));
    const auto whole = hn::Eq(hn::Floor(y), y);
    const auto odd = hn::And(whole, hn::Ne(hn::Floor(half), half));
    const V magnitude = through_double<PowerOfMagnitude>(d, hn::Abs(x), y);
    const V signed_power = hn::IfThenElse(odd, hn::CopySign(magnitude, x), magnitude);
    const auto undefined = hn::AndNot(whole, hn::And(hn::Lt(x, hn::Zero(d)), hn::IsFinite(x)));
    const V result = hn::IfThenElse(undefined, hn::NaN(d), signed_power);
    const auto unit = hn::Or(hn::Eq(y, hn::Zero(d)), hn::Eq(x, one));  // even if the other is NaN
    const auto swing = hn::And(hn::Eq(hn::Abs(x), one), hn::IsInf(y));
    return hn::IfThenElse(hn::Or(unit, swing), one, result);
  }
};

constexpr NamedVectorOp kOps[] = {{"log", unary<Log>}, {"log1p", unary<Log1p>}, {"power", binary<Power>}};

VectorOpGroup logarithm() { return kOps; }

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(logarithm);
VectorOpGroup logarithm_vector_ops() { return HWY_DYNAMIC_DISPATCH(logarithm)(); }

}  // namespace glia::detail::cpu
#endif
