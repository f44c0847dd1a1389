#include "glia/base/random.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "glia/base/error.hpp"

namespace glia::detail {
namespace {

constexpr std::uint64_t key = 0x0123456789abcdef;
constexpr std::uint64_t iteration = (std::uint64_t{7} << 32) + 5;

struct Expected {
  std::int64_t element;
  std::int32_t uniform24;  // word >> 8
  std::int64_t uniform53;
  double normal_f32;  // before it is rounded to float
  double normal_f64;
  double truncated_f32;
  double truncated_f64;
  std::int64_t below_1000;
};

// From an independent Philox in Python, with logarithm, cosine and inverse error function by mpmath in 40 digits.
constexpr Expected golden[] = {
    {0, 4965272, 2665710157676348, 0.66801852359147976, 0.74017323567132234, -0.50939565942084828, -0.50939565962406169,
     295},
    {17, 13182434, 7396862054840901, -0.71410487642345535, -0.66037367982580964, 0.74787864742280592,
     0.86543956584544398, 821},
    {63, 5154172, 2319677918970398, 0.51524511738283645, 0.87945480135485309, -0.47895728052638996,
     -0.61714919815840242, 257},
    {100, 4263128, 2863725021960865, -0.5708918256432328, 0.68259525242037744, -0.62711883936125543,
     -0.45037164242305904, 317},
    {1000003, 5623918, 688639249072714, 0.95230552020778901, 1.1939152972822329, -0.40507940997302203,
     -1.3062971943125216, 76},
    {274877907021, 844147, 3011823193516426, 1.6066114573777225, -1.0738240589874507, -1.4700369904431673,
     -0.40724147856273188, 334},
};

TEST(Random, GoldenElements) {
  for (const Expected& want : golden) {
    SCOPED_TRACE(want.element);
    float f;
    double d;
    std::int64_t i;
    fill_uniform(&f, want.element, 1, key, iteration, 0.0f, 1.0f);
    EXPECT_EQ(f, static_cast<float>(want.uniform24) * 0x1p-24f);
    fill_uniform(&d, want.element, 1, key, iteration, 0.0, 1.0);
    EXPECT_EQ(d, static_cast<double>(want.uniform53) * 0x1p-53);
    fill_normal(&f, want.element, 1, key, iteration, 0, 1);
    EXPECT_EQ(f, static_cast<float>(want.normal_f32));
    fill_normal(&d, want.element, 1, key, iteration, 0, 1);
    EXPECT_NEAR(d, want.normal_f64, 1e-15);
    fill_truncated_normal(&f, want.element, 1, key, iteration, 0, 1);
    EXPECT_EQ(f, static_cast<float>(want.truncated_f32));
    fill_truncated_normal(&d, want.element, 1, key, iteration, 0, 1);
    EXPECT_NEAR(d, want.truncated_f64, 1e-15);
    fill_integers(&i, want.element, 1, key, iteration, -500, 500);
    EXPECT_EQ(i, want.below_1000 - 500);
  }
}

// Sums of doubles that a contracted (fused) multiply-add or another libm would change in the last bit.
TEST(Random, BitsOfNormalsAreFixed) {
  std::vector<double> values(4096);
  std::uint64_t hash = 0;
  const auto absorb = [&] {
    for (const double value : values) {
      std::uint64_t bits;
      static_assert(sizeof bits == sizeof value);
      std::copy_n(reinterpret_cast<const char*>(&value), sizeof bits, reinterpret_cast<char*>(&bits));
      hash = (hash ^ bits) * 0x9e3779b97f4a7c15u;
    }
  };
  fill_normal(values.data(), 0, 4096, key, iteration, 0.1, 0.7);
  absorb();
  fill_truncated_normal(values.data(), 0, 4096, key, iteration, 0.1, 0.7);
  absorb();
  EXPECT_EQ(hash, 1482037517921557643u);
}

template <class T, class Fill>
void expect_position_independence(const Fill& fill) {
  constexpr std::int64_t n = 400;
  std::vector<T> whole(n);
  fill(whole.data(), 0, n);
  for (std::int64_t first = 0; first < 70; ++first) {
    for (const std::int64_t count : {0, 1, 15, 31, 33, 64, 97, 200, 330}) {
      std::vector<T> part(static_cast<std::size_t>(count));
      fill(part.data(), first, count);
      ASSERT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + first)) << first << ", " << count;
    }
  }
}

template <class T>
void expect_all_position_independent() {
  using I = std::conditional_t<sizeof(T) == 4, std::int32_t, std::int64_t>;
  expect_position_independence<T>(
      [](T* out, std::int64_t first, std::int64_t n) { fill_uniform(out, first, n, key, 3, T{-1}, T{2}); });
  expect_position_independence<T>(
      [](T* out, std::int64_t first, std::int64_t n) { fill_normal(out, first, n, key, 3, 1.0, 2.0); });
  expect_position_independence<T>(
      [](T* out, std::int64_t first, std::int64_t n) { fill_truncated_normal(out, first, n, key, 3, 1.0, 2.0); });
  expect_position_independence<T>(
      [](T* out, std::int64_t first, std::int64_t n) { fill_bernoulli(out, first, n, key, 3, 0.4); });
  expect_position_independence<I>(
      [](I* out, std::int64_t first, std::int64_t n) { fill_integers(out, first, n, key, 3, -7, 100'000); });
}

TEST(Random, AnElementIsTheSameWhereverAFillStarts) {
  expect_all_position_independent<float>();
  expect_all_position_independent<double>();
}

// 1 − 2⁻²⁴ of [1, 2) would round up to 2 without the bound.
TEST(Random, UniformStaysBelowTheUpperBound) {
  std::vector<float> values(1 << 20);
  fill_uniform(values.data(), 0, 1 << 20, key, 0, 1.0f, std::nextafter(1.0f, 2.0f));
  EXPECT_EQ(*std::max_element(values.begin(), values.end()), 1.0f);
  fill_uniform(values.data(), 0, 64, key, 0, 3.0f, 3.0f);
  EXPECT_EQ(values[5], 3.0f);
}

TEST(Random, BernoulliAgreesForBothTypesAndKeepsItsEnds) {
  std::vector<float> f(1000);
  std::vector<double> d(1000);
  fill_bernoulli(f.data(), 0, 1000, key, 1, 0.5);
  fill_bernoulli(d.data(), 0, 1000, key, 1, 0.5);
  EXPECT_TRUE(std::equal(f.begin(), f.end(), d.begin()));
  fill_bernoulli(f.data(), 0, 1000, key, 1, 0.0);
  EXPECT_EQ(std::count(f.begin(), f.end(), 0.0f), 1000);
  fill_bernoulli(f.data(), 0, 1000, key, 1, 1.0);
  EXPECT_EQ(std::count(f.begin(), f.end(), 1.0f), 1000);
}

TEST(Random, IntegersReachTheEndsOfTheirType) {
  using Limits = std::numeric_limits<std::int64_t>;
  std::vector<std::int64_t> wide(1000);
  fill_integers(wide.data(), 0, 1000, key, 1, Limits::min(), Limits::max());
  const auto [least, most] = std::minmax_element(wide.begin(), wide.end());
  EXPECT_LT(*least, Limits::min() / 100 * 98);
  EXPECT_GT(*most, Limits::max() / 100 * 98);
  std::vector<std::int32_t> narrow(100);
  fill_integers(narrow.data(), 0, 100, key, 1, 2147483647, std::int64_t{2147483647} + 1);
  EXPECT_EQ(std::count(narrow.begin(), narrow.end(), 2147483647), 100);
}

TEST(Random, BadArgumentsAreNamed) {
  float f;
  std::int32_t i;
  EXPECT_THROW(fill_uniform(&f, 0, 1, 0, 0, 2.0f, 1.0f), ValueError);
  EXPECT_THROW(fill_uniform(&f, 0, 1, 0, 0, -3e38f, 3e38f), ValueError);
  EXPECT_THROW(fill_bernoulli(&f, 0, 1, 0, 0, 1.5), ValueError);
  EXPECT_THROW(fill_bernoulli(&f, 0, 1, 0, 0, std::nan("")), ValueError);
  EXPECT_THROW(fill_integers(&i, 0, 1, 0, 0, 3, 3), ValueError);
  EXPECT_THROW(fill_integers(&i, 0, 1, 0, 0, 0, std::int64_t{1} << 40), ValueError);
  EXPECT_THROW(permutation(&i, -1, 0, 0), ValueError);
}

}  // namespace
}  // namespace glia::detail
