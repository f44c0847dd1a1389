#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/vector_ops_trigonometric.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <cmath>
#include <hwy/highway.h>

#include "glia/backends/cpu/vector_double-inl.h"
#include "glia/backends/cpu/vector_math-inl.h"
#include "glia/backends/cpu/vector_op_groups.hpp"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

using D = Floats;
using V = FloatVec;

// sin(x + kTurn·π/2) for |x| < 2^20: n·(π/2's first 33 bits) is exact, the second part leaves 2^-67.
template <int kTurn>
struct SinDouble {
  static HWY_INLINE DoubleVec run(Doubles d, DoubleVec x) {
    const hn::RebindToUnsigned<Doubles> du;
    const DoubleVec n = hn::Round(hn::Mul(x, hn::Set(d, 0.63661977236758134)));
    DoubleVec r = hn::NegMulAdd(n, hn::Set(d, 1.57079632673412561417), x);
    r = hn::NegMulAdd(n, hn::Set(d, 6.07710050650619224932e-11), r);
    const auto quarter = hn::BitCast(du, hn::Add(n, hn::Set(d, 0x1.8p52 + kTurn)));
    const DoubleVec r2 = hn::Mul(r, r);
    const DoubleVec sine_tail = polynomial(d, r2, -0.16666666640531411, 0.0083333292739067952, -0.0001983930227816601,
                                           2.7180260270933076e-06);  // 2^-37
    const DoubleVec sine = hn::MulAdd(hn::Mul(r2, sine_tail), r, r);
    const DoubleVec cosine = polynomial(d, r2, 1.0, -0.5, 0.04166666662238018, -0.001388888371414867,
                                        2.4799509499708693e-05, -2.720935869919546e-07);  // 2^-43
    const auto one = hn::Set(du, 1u);
    const auto is_odd = hn::RebindMask(d, hn::Eq(hn::And(quarter, one), one));
    const auto sign = hn::ShiftLeft<62>(hn::And(quarter, hn::Set(du, 2u)));
    return hn::Xor(hn::IfThenElse(is_odd, cosine, sine), hn::BitCast(d, sign));
  }
};

// Larger arguments need the digits of π behind the 86th bit: lane by lane in the C library, in double.
template <int kTurn>
HWY_NOINLINE V large_sine(D d, V x, V y) {
  HWY_ALIGN float in[hn::MaxLanes(D())];
  HWY_ALIGN float out[hn::MaxLanes(D())];
  hn::Store(x, d, in);
  hn::Store(y, d, out);
  for (std::size_t i = 0; i < hn::Lanes(d); ++i) {
    if (std::fabs(in[i]) < 0x1p20f) continue;
    const auto value = static_cast<double>(in[i]);
    out[i] = static_cast<float>(kTurn == 0 ? std::sin(value) : std::cos(value));
  }
  return hn::Load(d, out);
}

template <int kTurn>
struct Sine {
  static HWY_INLINE V run(D d, V x) {
    V y = through_double<SinDouble<kTurn>>(d, x);
    if (kTurn == 0) y = hn::IfThenElse(hn::Eq(x, hn::Zero(d)), x, y);  // keeps −0
    if (HWY_UNLIKELY(!hn::AllTrue(d, hn::Lt(hn::Abs(x), hn::Set(d, 0x1p20f))))) y = large_sine<kTurn>(d, x, y);
    return y;
  }
};

constexpr NamedVectorOp kOps[] = {{"sin", unary<Sine<0>>}, {"cos", unary<Sine<1>>}};

VectorOpGroup trigonometric() { return kOps; }

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(trigonometric);
VectorOpGroup trigonometric_vector_ops() { return HWY_DYNAMIC_DISPATCH(trigonometric)(); }

}  // namespace glia::detail::cpu
#endif
