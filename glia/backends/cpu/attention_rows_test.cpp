#include "glia/backends/cpu/attention_rows.hpp"

#include <cmath>
#include <random>

#include "glia/backends/cpu/test_targets.hpp"

using namespace glia::detail::cpu;

namespace {

std::vector<float> numbers(std::size_t n, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<float> out(n);
  for (float& x : out) x = static_cast<float>(random() % 2001) / 500 - 2;
  return out;
}

}  // namespace

TEST(AttentionRows, TwoBlocksOfAnOnlineSoftmaxAreTheWholeRow) {
  constexpr std::int64_t kFirst = 37, kAll = 61;
  const std::vector<float> x = numbers(kAll, 1);
  std::vector<std::uint8_t> mask(kAll, 1);
  mask[3] = mask[40] = 0;
  std::vector<float> known;
  for_each_target([&](std::int64_t target) {
    std::vector<float> weights = x;
    float largest = -std::numeric_limits<float>::infinity(), sum = 0;
    online_softmax(weights.data(), kFirst, 3, {kFirst, mask.data(), 1}, {&largest, &sum});
    const float factor =
        online_softmax(weights.data() + kFirst, kAll - kFirst, 3, {20, mask.data() + kFirst, 1}, {&largest, &sum});
    scale_row(weights.data(), kFirst, factor);
    divide_row(weights.data(), kAll, sum, weights.data());
    double top = -1e30, total = 0;
    const auto counts = [&](std::size_t j) { return mask[j] != 0 && j < kFirst + 20; };
    for (std::size_t j = 0; j < kAll; ++j) top = counts(j) ? std::max(top, 3.0 * x[j]) : top;
    for (std::size_t j = 0; j < kAll; ++j) total += counts(j) ? std::exp(3.0 * x[j] - top) : 0;
    for (std::size_t j = 0; j < kAll; ++j) {
      EXPECT_NEAR(weights[j], counts(j) ? std::exp(3.0 * x[j] - top) / total : 0, 1e-6) << j;
    }
    if (has_fused_multiply_add(target)) {
      if (known.empty()) known = weights;
      EXPECT_EQ(weights, known);
    }
  });
}

TEST(AttentionRows, GradientOfAWholeRowAndOfABlock) {
  constexpr std::int64_t kCount = 45;
  const std::vector<float> x = numbers(kCount, 2), dy = numbers(kCount, 3);
  double top = -1e30, total = 0, mean = 0;
  for (std::size_t j = 0; j < kCount; ++j) top = std::max(top, 0.5 * x[j]);
  for (std::size_t j = 0; j < kCount; ++j) total += std::exp(0.5 * x[j] - top);
  for (std::size_t j = 0; j < kCount; ++j) mean += std::exp(0.5 * x[j] - top) / total * dy[j];
  std::vector<float> known;
  for_each_target([&](std::int64_t target) {
    for (const bool whole : {false, true}) {
      std::vector<float> weights = x, gradient = dy;
      VisibleScores which{kCount};
      which.whole = whole;
      softmax_gradient(weights.data(), gradient.data(), kCount, 0.5f, which, static_cast<float>(top),
                       static_cast<float>(total), whole ? 1e30f : static_cast<float>(mean));
      for (std::size_t j = 0; j < kCount; ++j) {
        const double weight = std::exp(0.5 * x[j] - top) / total;
        EXPECT_NEAR(weights[j], weight, 1e-7) << j;
        EXPECT_NEAR(gradient[j], weight * (dy[j] - mean) * 0.5, 1e-7) << j;
      }
      if (has_fused_multiply_add(target) && whole) {
        if (known.empty()) known = gradient;
        EXPECT_EQ(gradient, known);
      }
    }
  });
}

TEST(AttentionRows, DotIsTheSumOfProducts) {
  const std::vector<float> a = numbers(53, 4), b = numbers(53, 5);
  double sum = 0;
  for (std::size_t i = 0; i < 53; ++i) sum += static_cast<double>(a[i]) * b[i];
  for_each_target([&](std::int64_t) { EXPECT_NEAR(row_dot(a.data(), b.data(), 53), sum, 1e-4); });
}
