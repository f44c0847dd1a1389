#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/vector_pairs.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <hwy/highway.h>

#include "glia/backends/cpu/vector_loop-inl.h"
#include "glia/backends/cpu/vector_pairs.hpp"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

using D = Floats;
using V = FloatVec;

struct Add {
  static HWY_INLINE V run(V a, V b) { return hn::Add(a, b); }
};
struct Subtract {
  static HWY_INLINE V run(V a, V b) { return hn::Sub(a, b); }
};
struct Multiply {
  static HWY_INLINE V run(V a, V b) { return hn::Mul(a, b); }
};
struct Divide {
  static HWY_INLINE V run(V a, V b) { return hn::Div(a, b); }
};
struct Square {
  static HWY_INLINE V run(V a) { return hn::Mul(a, a); }
};
struct Sqrt {
  static HWY_INLINE V run(V a) { return hn::Sqrt(a); }
};

template <class Inner, class Outer, bool kSecond>
struct Pair {
  static HWY_INLINE V run(D, V a, V b, V c) { return join(Inner::run(a, b), c); }
  static HWY_INLINE V run(D, V a, V c) { return join(Inner::run(a), c); }

 private:
  static HWY_INLINE V join(V inner, V c) { return kSecond ? Outer::run(c, inner) : Outer::run(inner, c); }
};

template <class F>
void unary_inner(float* out, const float* a, const float*, const float* c, std::int64_t n) {
  binary<F>(out, a, c, nullptr, n);
}

template <class Inner, class Outer, bool kSecond>
constexpr VectorOp pair() {
  if constexpr (requires(V v) { Inner::run(v); }) {
    return unary_inner<Pair<Inner, Outer, kSecond>>;
  } else {
    return ternary<Pair<Inner, Outer, kSecond>>;
  }
}

template <class Inner, bool kSecond>
VectorOp with_outer(int outer) {
  static constexpr VectorOp kAll[] = {pair<Inner, Add, kSecond>(), pair<Inner, Subtract, kSecond>(),
                                      pair<Inner, Multiply, kSecond>(), pair<Inner, Divide, kSecond>()};
  return kAll[outer];
}

template <bool kSecond>
VectorOp with_inner(int inner, int outer) {
  switch (inner) {
    case 0: return with_outer<Add, kSecond>(outer);
    case 1: return with_outer<Subtract, kSecond>(outer);
    case 2: return with_outer<Multiply, kSecond>(outer);
    case 3: return with_outer<Divide, kSecond>(outer);
    case 4: return with_outer<Square, kSecond>(outer);
    default: return with_outer<Sqrt, kSecond>(outer);
  }
}

VectorOp find(int inner, int outer, bool second) {
  return second ? with_inner<true>(inner, outer) : with_inner<false>(inner, outer);
}

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(find);

VectorOp find_vector_pair(std::string_view inner, std::string_view outer, bool second) {
  constexpr std::string_view kNames[] = {"add", "subtract", "multiply", "divide", "square", "sqrt"};
  int i = 0;
  while (i < 6 && kNames[i] != inner) ++i;
  int o = 0;
  while (o < 4 && kNames[o] != outer) ++o;
  return i < 6 && o < 4 ? HWY_DYNAMIC_DISPATCH(find)(i, o, second) : nullptr;
}

}  // namespace glia::detail::cpu
#endif
