#include "glia/data/digits.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "glia/base/error.hpp"
#include "glia/base/sha256.hpp"

namespace glia::datasets {
namespace {

constexpr std::int64_t kPixels = 28 * 28;

/// Accuracy of the nearest class mean, fitted on one sample and asked about another.
double nearest_mean_accuracy(const Split& train, const Split& test) {
  std::array<std::array<double, kPixels>, 10> mean{};
  std::array<double, 10> count{};
  for (std::int64_t i = 0; i < train.y.size(); ++i) {
    const auto label = static_cast<std::size_t>(train.y(i));
    ++count[label];
    for (std::int64_t p = 0; p < kPixels; ++p) mean[label][static_cast<std::size_t>(p)] += train.x.get(i * kPixels + p);
  }
  double right = 0;
  for (std::int64_t i = 0; i < test.y.size(); ++i) {
    std::array<double, 10> distance{};
    for (std::size_t label = 0; label < 10; ++label) {
      for (std::int64_t p = 0; p < kPixels; ++p) {
        const double d = mean[label][static_cast<std::size_t>(p)] / count[label] - test.x.get(i * kPixels + p);
        distance[label] += d * d;
      }
    }
    right += std::ranges::min_element(distance) - distance.begin() == static_cast<std::ptrdiff_t>(test.y(i));
  }
  return right / static_cast<double>(test.y.size());
}

}  // namespace

TEST(Digits, HaveTheFormOfMnist) {
  const auto [x, y] = digits(2000, 5);
  EXPECT_EQ(x.shape(), (Shape{2000, 28, 28}));
  EXPECT_EQ(x.dtype(), u8);
  EXPECT_EQ(y.shape(), (Shape{2000}));
  EXPECT_EQ(y.dtype(), u8);
  std::array<int, 10> classes{};
  for (const std::uint8_t label : y.span<std::uint8_t>()) ++classes.at(label);
  for (const int count : classes) EXPECT_NEAR(count, 200, 60);  // 4.5 standard deviations
}

TEST(Digits, AreCentredByMassAndReachWhite) {
  const auto [x, y] = digits(500, 6);
  for (std::int64_t i = 0; i < 500; ++i) {
    double mass = 0, across = 0, down = 0, peak = 0;
    for (int row = 0; row < 28; ++row) {
      for (int column = 0; column < 28; ++column) {
        const double ink = x(i, row, column);
        mass += ink;
        across += ink * (column + 0.5);
        down += ink * (row + 0.5);
        peak = std::max(peak, ink);
      }
    }
    EXPECT_NEAR(across / mass, 14, 0.6) << i;
    EXPECT_NEAR(down / mass, 14, 0.6) << i;
    EXPECT_EQ(peak, 255) << i;
    EXPECT_EQ(x(i, 0, 0), 0);
  }
}

TEST(Digits, TheSameSeedGivesTheSameBytes) {
  const Split a = digits(300, 9);
  const Split longer = digits(400, 9);
  EXPECT_TRUE(std::ranges::equal(a.x.span<std::uint8_t>(), longer.x.rows(0, 300).span<std::uint8_t>()));
  EXPECT_FALSE(std::ranges::equal(a.x.span<std::uint8_t>(), digits(300, 10).x.span<std::uint8_t>()));
  EXPECT_EQ(detail::sha256(std::as_bytes(a.x.span<std::uint8_t>())),
            "60738aca3206895e11972ba4a5da8d2be50f5012676d5e15ab720b9650553d17");
  EXPECT_EQ(detail::sha256(std::as_bytes(a.y.span<std::uint8_t>())),
            "958ac629699ef229fb207c3774598adf5d57b32681121bf081629f95bf4e7a9b");
}

TEST(Digits, TheClassesCanBeToldApart) {
  // MNIST gives 0.85 with as many; labels that do not fit their pictures, or pictures all alike, would show.
  const double accuracy = nearest_mean_accuracy(digits(2000, 1), digits(1000, 2));
  EXPECT_GT(accuracy, 0.85);
  EXPECT_LT(accuracy, 0.97);
}

TEST(Digits, NoneAreNoDigitsAndFewerAreAnError) {
  EXPECT_EQ(digits(0, 1).x.shape(), (Shape{0, 28, 28}));
  EXPECT_THROW(digits(-1, 1), ValueError);
}

}  // namespace glia::datasets
