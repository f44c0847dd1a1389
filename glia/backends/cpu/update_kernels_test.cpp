#include "glia/backends/cpu/update_kernels.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

#include "glia/backends/cpu/test_targets.hpp"
#include "glia/backends/cpu/vector_ops.hpp"

namespace glia::detail::cpu {
namespace {

// An array whose operators run the micro-ops, so that a rule below reads as the formula it states.
struct Lanes {
  std::vector<float> v;
};
Lanes apply(const char* name, const Lanes& a, const Lanes& b) {
  Lanes out{std::vector<float>(a.v.size())};
  find_vector_op(name)(out.v.data(), a.v.data(), b.v.data(), nullptr, static_cast<std::int64_t>(a.v.size()));
  return out;
}
Lanes operator+(const Lanes& a, const Lanes& b) { return apply("add", a, b); }
Lanes operator-(const Lanes& a, const Lanes& b) { return apply("subtract", a, b); }
Lanes operator*(const Lanes& a, const Lanes& b) { return apply("multiply", a, b); }
Lanes operator/(const Lanes& a, const Lanes& b) { return apply("divide", a, b); }
Lanes root(const Lanes& a) { return apply("sqrt", a, a); }

constexpr std::size_t kSize = 1003;

Lanes wave(double step, double offset) {
  Lanes out{std::vector<float>(kSize)};
  for (std::size_t i = 0; i < kSize; ++i)
    out.v[i] = static_cast<float>(std::sin(static_cast<double>(i) * step) + offset);
  return out;
}
Lanes all(float x) { return {std::vector<float>(kSize, x)}; }

struct State {
  Lanes w = wave(0.37, 0.0);
  Lanes first = wave(0.11, 0.0);
  Lanes second = wave(0.73, 1.25);  // Adam's second slot is never negative
};

using Formula = std::function<void(State&, const Lanes& g)>;
using Kernel = std::function<void(const UpdateArrays&, std::int64_t)>;

bool same(const Lanes& a, const std::vector<float>& b) { return std::memcmp(a.v.data(), b.data(), kSize * 4) == 0; }

// Whole, cut at every odd place, and into other arrays: always the bits of the formula through micro-ops.
void check(const Formula& formula, const Kernel& kernel, bool positive_first = false) {
  for_each_target([&](std::int64_t) {
    State start;
    if (positive_first) start.first = wave(0.11, 1.5);
    const Lanes g = wave(0.91, 0.01);
    State wanted = start;
    formula(wanted, g);

    State in_place = start;
    const UpdateArrays whole =
        update_in_place(in_place.w.v.data(), g.v.data(), in_place.first.v.data(), in_place.second.v.data());
    kernel(whole, kSize);
    EXPECT_TRUE(same(wanted.w, in_place.w.v) && same(wanted.first, in_place.first.v) &&
                same(wanted.second, in_place.second.v));

    State out{all(0), all(0), start.second};
    for (std::size_t from = 0, size = 1; from < kSize; from += size, size += 2) {
      size = std::min(size, kSize - from);
      kernel({.gradient = &g.v[from],
              .weight = &start.w.v[from],
              .weight_out = &out.w.v[from],
              .first = &start.first.v[from],
              .first_out = &out.first.v[from],
              .second = &start.second.v[from],
              .second_out = &out.second.v[from]},
             static_cast<std::int64_t>(size));
    }
    EXPECT_TRUE(same(wanted.w, out.w.v) && same(wanted.second, out.second.v));
    EXPECT_NE(std::memcmp(wanted.w.v.data(), start.w.v.data(), kSize * 4), 0);
  });
}

const AdamFactors kAdam{.alpha = 3e-4f, .one_minus_beta1 = 0.1f, .one_minus_beta2 = 1e-3f, .epsilon = 1e-7f};
const RmspropFactors kRmsprop{.learning_rate = 1e-3f, .rho = 0.9f, .one_minus_rho = 0.1f, .epsilon = 1e-7f};

void adam_formula(State& s, const Lanes& g) {
  s.first = s.first + (g - s.first) * all(kAdam.one_minus_beta1);
  s.second = s.second + (g * g - s.second) * all(kAdam.one_minus_beta2);
  s.w = s.w - (s.first * all(kAdam.alpha)) / (root(s.second) + all(kAdam.epsilon));
}

Lanes rmsprop_step(State& s, const Lanes& g) {
  s.first = all(kRmsprop.rho) * s.first + all(kRmsprop.one_minus_rho) * (g * g);
  return (all(kRmsprop.learning_rate) * g) / root(s.first + all(kRmsprop.epsilon));
}

}  // namespace

TEST(UpdateKernels, SgdHasTheBitsOfItsFormula) {
  check([](State& s, const Lanes& g) { s.w = s.w - g * all(0.01f); },
        [](const UpdateArrays& a, std::int64_t n) { sgd_update(a, n, 0.01f); });
}

TEST(UpdateKernels, MomentumHasTheBitsOfItsFormula) {
  check(
      [](State& s, const Lanes& g) {
        s.first = s.first * all(0.9f) - g * all(0.01f);
        s.w = s.w + s.first;
      },
      [](const UpdateArrays& a, std::int64_t n) { momentum_update(a, n, 0.01f, 0.9f); });
}

TEST(UpdateKernels, NesterovHasTheBitsOfItsFormula) {
  check(
      [](State& s, const Lanes& g) {
        s.first = s.first * all(0.9f) - g * all(0.01f);
        s.w = s.w + (s.first * all(0.9f) - g * all(0.01f));
      },
      [](const UpdateArrays& a, std::int64_t n) { nesterov_update(a, n, 0.01f, 0.9f); });
}

TEST(UpdateKernels, AdamHasTheBitsOfItsFormula) {
  check(adam_formula, [](const UpdateArrays& a, std::int64_t n) { adam_update(a, n, kAdam); });
}

TEST(UpdateKernels, AdamwDecaysTheWeightFirst) {
  check(
      [](State& s, const Lanes& g) {
        s.w = s.w - s.w * all(0.004f) * all(1e-3f);
        adam_formula(s, g);
      },
      [](const UpdateArrays& a, std::int64_t n) { adamw_update(a, n, kAdam, 0.004f, 1e-3f); });
}

TEST(UpdateKernels, RmspropHasTheBitsOfItsFormula) {
  check([](State& s, const Lanes& g) { s.w = s.w - rmsprop_step(s, g); },
        [](const UpdateArrays& a, std::int64_t n) { rmsprop_update(a, n, kRmsprop); }, true);
  check(
      [](State& s, const Lanes& g) {
        s.second = all(0.9f) * s.second + rmsprop_step(s, g);
        s.w = s.w - s.second;
      },
      [](const UpdateArrays& a, std::int64_t n) { rmsprop_momentum_update(a, n, kRmsprop, 0.9f); }, true);
}

// One step of Keras's Adam from zero slots moves each weight by lr·g/(|g| + ε·√(1−β₂)⁻¹…), close to lr·sign(g).
TEST(UpdateKernels, TheFirstAdamStepIsTheLearningRate) {
  std::vector<float> w{1.0f, 1.0f};
  std::vector<float> m(2), v(2);
  const std::vector<float> g{0.25f, -4.0f};
  const AdamFactors first{
      .alpha = 1e-3f * std::sqrt(1e-3f) / 0.1f, .one_minus_beta1 = 0.1f, .one_minus_beta2 = 1e-3f, .epsilon = 1e-7f};
  adam_update(update_in_place(w.data(), g.data(), m.data(), v.data()), 2, first);
  EXPECT_NEAR(w[0], 0.999f, 1e-6f);
  EXPECT_NEAR(w[1], 1.001f, 1e-6f);
}

}  // namespace glia::detail::cpu
