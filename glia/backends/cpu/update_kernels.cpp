#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/update_kernels.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <hwy/highway.h>

#include "glia/backends/cpu/update_kernels.hpp"
#include "glia/backends/cpu/vector_loop-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

using D = Floats;
using V = FloatVec;

struct Values {
  V w;
  V first;
  V second;
};

// kSlots of first, second are read and written. No multiply-add anywhere: each step rounds as the micro-ops do.
template <int kSlots, class Rule>
HWY_INLINE void update(const UpdateArrays& arrays, std::int64_t n, const Rule& rule) {
  const D d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  const UpdateArrays p = arrays;
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    Values x{hn::LoadU(d, p.weight + i), hn::Zero(d), hn::Zero(d)};
    if (kSlots > 0) x.first = hn::LoadU(d, p.first + i);
    if (kSlots > 1) x.second = hn::LoadU(d, p.second + i);
    x = rule.run(d, hn::LoadU(d, p.gradient + i), x);
    hn::StoreU(x.w, d, p.weight_out + i);
    if (kSlots > 0) hn::StoreU(x.first, d, p.first_out + i);
    if (kSlots > 1) hn::StoreU(x.second, d, p.second_out + i);
  }
  if (i == n) return;
  const std::int64_t rest = n - i;
  Values x{load_first(d, p.weight + i, rest), hn::Zero(d), hn::Zero(d)};
  if (kSlots > 0) x.first = load_first(d, p.first + i, rest);
  if (kSlots > 1) x.second = load_first(d, p.second + i, rest);
  x = rule.run(d, load_first(d, p.gradient + i, rest), x);
  store_first(x.w, d, p.weight_out + i, rest);
  if (kSlots > 0) store_first(x.first, d, p.first_out + i, rest);
  if (kSlots > 1) store_first(x.second, d, p.second_out + i, rest);
}

struct Sgd {
  V learning_rate;
  HWY_INLINE Values run(D, V g, Values x) const {
    x.w = hn::Sub(x.w, hn::Mul(g, learning_rate));
    return x;
  }
};

template <bool kNesterov>
struct Momentum {
  V learning_rate;
  V momentum;
  HWY_INLINE Values run(D, V g, Values x) const {
    const V step = hn::Mul(g, learning_rate);
    x.first = hn::Sub(hn::Mul(x.first, momentum), step);
    x.w = hn::Add(x.w, kNesterov ? hn::Sub(hn::Mul(x.first, momentum), step) : x.first);
    return x;
  }
};

struct Adam {
  V alpha;
  V one_minus_beta1;
  V one_minus_beta2;
  V epsilon;
  HWY_INLINE Values run(D, V g, Values x) const {
    x.first = hn::Add(x.first, hn::Mul(hn::Sub(g, x.first), one_minus_beta1));
    x.second = hn::Add(x.second, hn::Mul(hn::Sub(hn::Mul(g, g), x.second), one_minus_beta2));
    x.w = hn::Sub(x.w, hn::Div(hn::Mul(x.first, alpha), hn::Add(hn::Sqrt(x.second), epsilon)));
    return x;
  }
};

struct AdamW {
  Adam adam;
  V weight_decay;
  V learning_rate;
  HWY_INLINE Values run(D d, V g, Values x) const {
    x.w = hn::Sub(x.w, hn::Mul(hn::Mul(x.w, weight_decay), learning_rate));
    return adam.run(d, g, x);
  }
};

template <bool kMomentum>
struct Rmsprop {
  V learning_rate;
  V rho;
  V one_minus_rho;
  V epsilon;
  V momentum;
  HWY_INLINE Values run(D, V g, Values x) const {
    x.first = hn::Add(hn::Mul(rho, x.first), hn::Mul(one_minus_rho, hn::Mul(g, g)));
    V step = hn::Div(hn::Mul(learning_rate, g), hn::Sqrt(hn::Add(x.first, epsilon)));
    if (kMomentum) step = x.second = hn::Add(hn::Mul(momentum, x.second), step);
    x.w = hn::Sub(x.w, step);
    return x;
  }
};

V set(float x) { return hn::Set(D(), x); }

Adam adam_rule(const AdamFactors& f) {
  return {set(f.alpha), set(f.one_minus_beta1), set(f.one_minus_beta2), set(f.epsilon)};
}

template <bool kMomentum>
Rmsprop<kMomentum> rmsprop_rule(const RmspropFactors& f, float momentum) {
  return {set(f.learning_rate), set(f.rho), set(f.one_minus_rho), set(f.epsilon), set(momentum)};
}

void sgd(const UpdateArrays& a, std::int64_t n, float learning_rate) { update<0>(a, n, Sgd{set(learning_rate)}); }
void momentum(const UpdateArrays& a, std::int64_t n, float learning_rate, float factor) {
  update<1>(a, n, Momentum<false>{set(learning_rate), set(factor)});
}
void nesterov(const UpdateArrays& a, std::int64_t n, float learning_rate, float factor) {
  update<1>(a, n, Momentum<true>{set(learning_rate), set(factor)});
}
void adam(const UpdateArrays& a, std::int64_t n, const AdamFactors& f) { update<2>(a, n, adam_rule(f)); }
void adamw(const UpdateArrays& a, std::int64_t n, const AdamFactors& f, float weight_decay, float learning_rate) {
  update<2>(a, n, AdamW{adam_rule(f), set(weight_decay), set(learning_rate)});
}
void rmsprop(const UpdateArrays& a, std::int64_t n, const RmspropFactors& f) {
  update<1>(a, n, rmsprop_rule<false>(f, 0.0f));
}
void rmsprop_momentum(const UpdateArrays& a, std::int64_t n, const RmspropFactors& f, float factor) {
  update<2>(a, n, rmsprop_rule<true>(f, factor));
}

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(sgd);
HWY_EXPORT(momentum);
HWY_EXPORT(nesterov);
HWY_EXPORT(adam);
HWY_EXPORT(adamw);
HWY_EXPORT(rmsprop);
HWY_EXPORT(rmsprop_momentum);

void sgd_update(const UpdateArrays& arrays, std::int64_t n, float learning_rate) {
  HWY_DYNAMIC_DISPATCH(sgd)(arrays, n, learning_rate);
}
void momentum_update(const UpdateArrays& arrays, std::int64_t n, float learning_rate, float factor) {
  HWY_DYNAMIC_DISPATCH(momentum)(arrays, n, learning_rate, factor);
}
void nesterov_update(const UpdateArrays& arrays, std::int64_t n, float learning_rate, float factor) {
  HWY_DYNAMIC_DISPATCH(nesterov)(arrays, n, learning_rate, factor);
}
void adam_update(const UpdateArrays& arrays, std::int64_t n, const AdamFactors& factors) {
  HWY_DYNAMIC_DISPATCH(adam)(arrays, n, factors);
}
void adamw_update(const UpdateArrays& arrays, std::int64_t n, const AdamFactors& factors, float weight_decay,
                  float learning_rate) {
  HWY_DYNAMIC_DISPATCH(adamw)(arrays, n, factors, weight_decay, learning_rate);
}
void rmsprop_update(const UpdateArrays& arrays, std::int64_t n, const RmspropFactors& factors) {
  HWY_DYNAMIC_DISPATCH(rmsprop)(arrays, n, factors);
}
void rmsprop_momentum_update(const UpdateArrays& arrays, std::int64_t n, const RmspropFactors& factors, float factor) {
  HWY_DYNAMIC_DISPATCH(rmsprop_momentum)(arrays, n, factors, factor);
}

}  // namespace glia::detail::cpu
#endif
