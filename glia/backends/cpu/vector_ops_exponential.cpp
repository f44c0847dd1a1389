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

struct Tanh {
  static HWY_INLINE V run(D d, V x) { return vector_tanh(d, x); }
};
struct Sigmoid {
  static HWY_INLINE V run(D d, V x) { return vector_sigmoid(d, x); }
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
