#include <cmath>

#include "glia/base/random.hpp"
#include "glia/base/stream_key.hpp"

// A million samples; every bound is five standard deviations of the statistic (a right generator leaves it for one key
// in 1.7 million), derived beside it. Keys are fixed, so that a test that passes once passes always.
namespace glia::detail {
namespace {

constexpr std::int64_t n = 1'000'000;
constexpr double root_n = 1000;

double mean_of(const std::vector<float>& x) {
  double sum = 0;
  for (const float v : x) sum += v;
  return sum / static_cast<double>(x.size());
}

double moment(const std::vector<float>& x, double centre, int power) {
  double sum = 0;
  for (const float v : x) sum += std::pow(v - centre, power);
  return sum / static_cast<double>(x.size());
}

/// χ² of equally likely bins; `place` maps a value to [0, 1) by its distribution function. With k bins its mean is k −
/// 1 and its standard deviation √(2(k − 1)).
template <class T, class Place>
void expect_flat(const std::vector<T>& x, std::size_t bins, const Place& place) {
  std::vector<double> counts(bins, 0);
  for (const T v : x) counts[std::min(static_cast<std::size_t>(place(v) * static_cast<double>(bins)), bins - 1)] += 1;
  const double expected = static_cast<double>(x.size()) / static_cast<double>(bins);
  double chi2 = 0;
  for (const double count : counts) chi2 += (count - expected) * (count - expected) / expected;
  const double freedom = static_cast<double>(bins) - 1;
  EXPECT_NEAR(chi2, freedom, 5 * std::sqrt(2 * freedom));
}

double normal_distribution(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

// The correlation of independent samples has standard deviation 1/√n.
void expect_uncorrelated(const std::vector<float>& a, const std::vector<float>& b, std::size_t lag = 0) {
  const double mean_a = mean_of(a);
  const double mean_b = mean_of(b);
  double sum = 0;
  for (std::size_t i = lag; i < a.size(); ++i) sum += (a[i] - mean_a) * (b[i - lag] - mean_b);
  const double scale = std::sqrt(moment(a, mean_a, 2) * moment(b, mean_b, 2));
  EXPECT_NEAR(sum / (static_cast<double>(a.size()) * scale), 0, 5 / root_n);
}

std::vector<float> uniform(std::uint64_t key, std::uint64_t iteration) {
  std::vector<float> x(n);
  fill_uniform(x.data(), 0, n, key, iteration, 0.0f, 1.0f);
  return x;
}

std::vector<float> normal(std::uint64_t key, std::uint64_t iteration) {
  std::vector<float> x(n);
  fill_normal(x.data(), 0, n, key, iteration, 0, 1);
  return x;
}

// Variance of a uniform: 1/12; of its squared deviation: 1/80 − 1/144 = 1/180.
TEST(RandomStatistics, Uniform) {
  const std::vector<float> x = uniform(1, 0);
  EXPECT_NEAR(mean_of(x), 0.5, 5 / std::sqrt(12.0) / root_n);
  EXPECT_NEAR(moment(x, 0.5, 2), 1.0 / 12, 5 / std::sqrt(180.0) / root_n);
  expect_flat(x, 256, [](float v) { return static_cast<double>(v); });
}

// Variances of z, z², z³ and z⁴: 1, 2, 15 and 96.
TEST(RandomStatistics, Normal) {
  const std::vector<float> x = normal(1, 0);
  EXPECT_NEAR(mean_of(x), 0, 5 / root_n);
  EXPECT_NEAR(moment(x, 0, 2), 1, 5 * std::sqrt(2.0) / root_n);
  EXPECT_NEAR(moment(x, 0, 3), 0, 5 * std::sqrt(15.0) / root_n);
  EXPECT_NEAR(moment(x, 0, 4), 3, 5 * std::sqrt(96.0) / root_n);
  expect_flat(x, 100, [](float v) { return normal_distribution(v); });
}

// Within ±2: variance 1 − 4φ(2)/erf(√2) = 0.773741, fourth moment 3·0.773741 − 16φ(2)/erf(√2) = 1.416191.
TEST(RandomStatistics, TruncatedNormal) {
  std::vector<float> x(n);
  fill_truncated_normal(x.data(), 0, n, 1, 0, 0, 1);
  double largest = 0;
  for (const float v : x) largest = std::max(largest, std::fabs(static_cast<double>(v)));
  EXPECT_LE(largest, 2);
  EXPECT_GT(largest, 1.999);
  EXPECT_NEAR(mean_of(x), 0, 5 * std::sqrt(0.773741) / root_n);
  EXPECT_NEAR(moment(x, 0, 2), 0.773741, 5 * std::sqrt(1.416191 - 0.773741 * 0.773741) / root_n);
  expect_flat(x, 100, [](float v) {
    return (normal_distribution(v) - normal_distribution(-2)) / (normal_distribution(2) - normal_distribution(-2));
  });
}

TEST(RandomStatistics, BernoulliAndIntegers) {
  std::vector<float> x(n);
  fill_bernoulli(x.data(), 0, n, 1, 0, 0.3);
  EXPECT_NEAR(mean_of(x), 0.3, 5 * std::sqrt(0.3 * 0.7) / root_n);
  std::vector<std::int64_t> integers(n);
  fill_integers(integers.data(), 0, n, 1, 0, -3, 7);
  expect_flat(integers, 10, [](std::int64_t v) { return (static_cast<double>(v) + 3.5) / 10; });
}

// Lags: the next element, the next word, the other half of a Box–Muller pair (16), the next half (32), the next group
// (64).
TEST(RandomStatistics, NeighboursAreUncorrelated) {
  const std::vector<float> u = uniform(1000, 7);
  expect_uncorrelated(u, uniform(1001, 7));
  expect_uncorrelated(u, uniform(1000, 8));
  expect_uncorrelated(u, uniform(1000 + (std::uint64_t{1} << 32), 7));
  expect_uncorrelated(u, uniform(stream_key(0, "dense", 0), 7));
  const std::vector<float> z = normal(1000, 7);
  expect_uncorrelated(z, normal(1001, 7));
  for (const std::size_t lag : {1u, 2u, 16u, 32u, 64u}) {
    expect_uncorrelated(u, u, lag);
    expect_uncorrelated(z, z, lag);
  }
}

}  // namespace
}  // namespace glia::detail
