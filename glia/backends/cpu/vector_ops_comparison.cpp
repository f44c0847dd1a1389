#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/vector_ops_comparison.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <hwy/highway.h>

#include "glia/backends/cpu/vector_loop-inl.h"
#include "glia/backends/cpu/vector_op_groups.hpp"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

using D = Floats;
using V = FloatVec;

HWY_INLINE V one_if(D d, FloatMask mask) { return hn::IfThenElseZero(mask, hn::Set(d, 1.0f)); }

struct Equal {
  static HWY_INLINE V run(D d, V a, V b) { return one_if(d, hn::Eq(a, b)); }
};
struct NotEqual {
  static HWY_INLINE V run(D d, V a, V b) { return one_if(d, differ(a, b)); }
};
struct Less {
  static HWY_INLINE V run(D d, V a, V b) { return one_if(d, hn::Lt(a, b)); }
};
struct LessEqual {
  static HWY_INLINE V run(D d, V a, V b) { return one_if(d, hn::Le(a, b)); }
};
struct Greater {
  static HWY_INLINE V run(D d, V a, V b) { return one_if(d, hn::Gt(a, b)); }
};
struct GreaterEqual {
  static HWY_INLINE V run(D d, V a, V b) { return one_if(d, hn::Ge(a, b)); }
};
struct LogicalAnd {
  static HWY_INLINE V run(D d, V a, V b) { return one_if(d, hn::And(differ(a, hn::Zero(d)), differ(b, hn::Zero(d)))); }
};
struct LogicalOr {
  static HWY_INLINE V run(D d, V a, V b) { return one_if(d, hn::Or(differ(a, hn::Zero(d)), differ(b, hn::Zero(d)))); }
};
struct LogicalNot {
  static HWY_INLINE V run(D d, V a) { return one_if(d, hn::Eq(a, hn::Zero(d))); }
};
struct IsFinite {
  static HWY_INLINE V run(D d, V a) { return one_if(d, hn::IsFinite(a)); }
};

constexpr NamedVectorOp kOps[] = {
    {"equal", binary<Equal>},
    {"not_equal", binary<NotEqual>},
    {"less", binary<Less>},
    {"less_equal", binary<LessEqual>},
    {"greater", binary<Greater>},
    {"greater_equal", binary<GreaterEqual>},
    {"logical_and", binary<LogicalAnd>},
    {"logical_or", binary<LogicalOr>},
    {"logical_not", unary<LogicalNot>},
    {"isfinite", unary<IsFinite>},
};

VectorOpGroup comparison() { return kOps; }

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(comparison);
VectorOpGroup comparison_vector_ops() { return HWY_DYNAMIC_DISPATCH(comparison)(); }

}  // namespace glia::detail::cpu
#endif
