#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/vector_ops_arithmetic.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <cmath>
#include <hwy/highway.h>

#include "glia/backends/cpu/vector_loop-inl.h"
#include "glia/backends/cpu/vector_op_groups.hpp"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

using D = Floats;
using V = FloatVec;

struct Neg {
  static HWY_INLINE V run(D, V a) { return hn::Neg(a); }
};
struct Abs {
  static HWY_INLINE V run(D, V a) { return hn::Abs(a); }
};
struct Sign {  // ±0 and NaN stay as they are
  static HWY_INLINE V run(D d, V a) {
    const auto nonzero = hn::Or(hn::Gt(a, hn::Zero(d)), hn::Lt(a, hn::Zero(d)));
    return hn::IfThenElse(nonzero, hn::CopySign(hn::Set(d, 1.0f), a), a);
  }
};
struct Square {
  static HWY_INLINE V run(D, V a) { return hn::Mul(a, a); }
};
struct Sqrt {
  static HWY_INLINE V run(D, V a) { return hn::Sqrt(a); }
};
struct Rsqrt {  // the bits of reciprocal(sqrt(a)), whether fused or not
  static HWY_INLINE V run(D d, V a) { return hn::Div(hn::Set(d, 1.0f), hn::Sqrt(a)); }
};
struct Reciprocal {
  static HWY_INLINE V run(D d, V a) { return hn::Div(hn::Set(d, 1.0f), a); }
};
// Highway 1.0.3's scalar forms lose the sign of zero, and its Round turns 0.49999997 into 1.
#if HWY_TARGET == HWY_SCALAR
struct Floor {
  static HWY_INLINE V run(D d, V a) { return hn::Set(d, std::floor(hn::GetLane(a))); }
};
struct Ceil {
  static HWY_INLINE V run(D d, V a) { return hn::Set(d, std::ceil(hn::GetLane(a))); }
};
struct Round {
  static HWY_INLINE V run(D d, V a) { return hn::Set(d, std::nearbyint(hn::GetLane(a))); }
};
#else
struct Floor {
  static HWY_INLINE V run(D, V a) { return hn::Floor(a); }
};
struct Ceil {
  static HWY_INLINE V run(D, V a) { return hn::Ceil(a); }
};
struct Round {
  static HWY_INLINE V run(D, V a) { return hn::Round(a); }
};
#endif
struct Relu {  // −0 gives +0 as in max(a, 0)
  static HWY_INLINE V run(D d, V a) { return hn::IfThenZeroElse(hn::Le(a, hn::Zero(d)), a); }
};

struct Add {
  static HWY_INLINE V run(D, V a, V b) { return hn::Add(a, b); }
};
struct Subtract {
  static HWY_INLINE V run(D, V a, V b) { return hn::Sub(a, b); }
};
struct Multiply {
  static HWY_INLINE V run(D, V a, V b) { return hn::Mul(a, b); }
};
struct Divide {
  static HWY_INLINE V run(D, V a, V b) { return hn::Div(a, b); }
};
// Neither operand order nor instruction set shows: NaN wins, and +0 is larger than −0. Of equal values only zeros can
// differ in their bits.
struct Maximum {
  static HWY_INLINE V run(D, V a, V b) {
    const V greater = hn::IfThenElse(hn::Or(hn::Gt(a, b), hn::IsNaN(a)), a, b);
    return hn::IfThenElse(hn::Eq(a, b), hn::And(a, b), greater);
  }
};
struct Minimum {
  static HWY_INLINE V run(D, V a, V b) {
    const V smaller = hn::IfThenElse(hn::Or(hn::Lt(a, b), hn::IsNaN(a)), a, b);
    return hn::IfThenElse(hn::Eq(a, b), hn::Or(a, b), smaller);
  }
};
struct Select {
  static HWY_INLINE V run(D d, V a, V b, V c) { return hn::IfThenElse(differ(a, hn::Zero(d)), b, c); }
};

constexpr NamedVectorOp kOps[] = {
    {"negative", unary<Neg>},     {"abs", unary<Abs>},          {"sign", unary<Sign>},
    {"square", unary<Square>},    {"sqrt", unary<Sqrt>},        {"rsqrt", unary<Rsqrt>},
    {"floor", unary<Floor>},      {"ceil", unary<Ceil>},        {"reciprocal", unary<Reciprocal>},
    {"round", unary<Round>},      {"relu", unary<Relu>},        {"add", binary<Add>},
    {"divide", binary<Divide>},   {"maximum", binary<Maximum>}, {"subtract", binary<Subtract>},
    {"minimum", binary<Minimum>}, {"where", ternary<Select>},   {"multiply", binary<Multiply>},
};

VectorOpGroup arithmetic() { return kOps; }

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(arithmetic);
VectorOpGroup arithmetic_vector_ops() { return HWY_DYNAMIC_DISPATCH(arithmetic)(); }

}  // namespace glia::detail::cpu
#endif
