#include "glia/backends/cpu/row_kernels.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "glia/backends/cpu/test_targets.hpp"

namespace glia::detail::cpu {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
const std::vector<std::int64_t> kColumns{1, 2, 3, 7, 8, 9, 10, 15, 16, 17, 31, 33, 100, 1000, 100000};

struct Matrix {
  std::int64_t rows;
  std::int64_t columns;
  std::int64_t stride;
  std::vector<float> v;
  Rows view() const { return {v.data(), rows, columns, stride}; }
  const float* row(std::int64_t r) const { return &v[static_cast<std::size_t>(r * stride)]; }
};

// Rows apart by 3 more values than they hold, which are NaN: reading one shows.
Matrix random_matrix(std::int64_t rows, std::int64_t columns, float size) {
  Matrix m{rows, columns, columns + 3, std::vector<float>(static_cast<std::size_t>(rows * (columns + 3)), kNan)};
  std::mt19937 bits(static_cast<unsigned>(columns));
  std::uniform_real_distribution<float> value(-size, size);
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t c = 0; c < columns; ++c) m.v[static_cast<std::size_t>(r * m.stride + c)] = value(bits);
  }
  return m;
}

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

double log_sum(const float* x, std::int64_t n) {
  const double max = static_cast<double>(*std::max_element(x, x + n));
  double sum = 0;
  for (std::int64_t i = 0; i < n; ++i) sum += std::exp(static_cast<double>(x[i]) - max);
  return max + std::log(sum);
}

}  // namespace

TEST(RowKernels, SumsAreCloseAndHaveOneOrderOnEveryInstructionSet) {
  for (const std::int64_t n : kColumns) {
    const Matrix x = random_matrix(5, n, 1.0f);
    std::vector<float> first;
    for_each_target([&](std::int64_t) {
      std::vector<float> out(5);
      row_sum(x.view(), out.data());
      for (std::int64_t r = 0; r < 5; ++r) {
        double exact = 0;
        for (std::int64_t c = 0; c < n; ++c) exact += static_cast<double>(x.row(r)[c]);
        EXPECT_NEAR(static_cast<double>(out[at(r)]), exact, 1.4e-7 * std::sqrt(static_cast<double>(n))) << n;
      }
      if (first.empty()) first = out;
      EXPECT_EQ(std::memcmp(first.data(), out.data(), 5 * sizeof(float)), 0) << n;
    });
  }
}

TEST(RowKernels, MaxAndArgmaxTakeTheFirstOfEqualsAndNan) {
  for (const std::int64_t n : kColumns) {
    Matrix x = random_matrix(4, n, 1.0f);
    x.v[at(n / 2)] = x.v[at(n - 1)] = 2.0f;                        // row 0: a tie, n / 2 is first
    x.v[at(x.stride + n - 1)] = x.v[at(x.stride + n / 3)] = kNan;  // row 1: the first NaN is n / 3
    for (std::int64_t c = 0; c < n; ++c) x.v[at(2 * x.stride + c)] = -kInf;
    for_each_target([&](std::int64_t) {
      std::vector<float> max(4);
      std::vector<std::int64_t> where(4);
      row_max(x.view(), max.data());
      row_argmax(x.view(), where.data());
      EXPECT_EQ(max[0], 2.0f);
      EXPECT_EQ(where[0], n / 2);
      EXPECT_TRUE(std::isnan(max[1]));
      EXPECT_EQ(where[1], n / 3);
      EXPECT_EQ(max[2], -kInf);
      EXPECT_EQ(where[2], 0);
      const float* wanted = std::max_element(x.row(3), x.row(3) + n);
      EXPECT_EQ(max[3], *wanted);
      EXPECT_EQ(where[3], wanted - x.row(3));
    });
  }
}

TEST(RowKernels, SoftmaxAndItsLogarithmsMatchDouble) {
  for (const std::int64_t n : kColumns) {
    const Matrix x = random_matrix(3, n, 30.0f);
    for_each_target([&](std::int64_t) {
      Matrix p = x;
      Matrix logp = x;
      std::vector<float> lse(3);
      row_softmax(p.view(), {p.v.data(), p.stride});
      row_log_softmax(logp.view(), {logp.v.data(), logp.stride});
      row_log_sum_exp(x.view(), lse.data());
      for (std::int64_t r = 0; r < 3; ++r) {
        const double whole = log_sum(x.row(r), n);
        ASSERT_NEAR(static_cast<double>(lse[at(r)]), whole, 3e-7 * std::max(1.0, std::fabs(whole))) << n;
        for (std::int64_t c = 0; c < n; ++c) {
          const double log = static_cast<double>(x.row(r)[c]) - whole;
          ASSERT_NEAR(static_cast<double>(logp.row(r)[c]), log, 8e-6) << n;
          ASSERT_NEAR(static_cast<double>(p.row(r)[c]) / std::exp(log), 1.0, 8e-6) << n;
        }
        ASSERT_TRUE(std::isnan(p.v[at(r * p.stride + n)])) << "wrote behind the row";
        ASSERT_TRUE(std::isnan(logp.v[at(r * p.stride + n)])) << "wrote behind the row";
      }
    });
  }
}

TEST(RowKernels, LogSumExpKeepsInfinities) {
  const std::vector<float> x{-kInf, -kInf, -kInf, kInf, 1.0f, -kInf, kNan, 1.0f, kInf, 1e38f, 1e38f, -1e38f};
  for_each_target([&](std::int64_t) {
    std::vector<float> out(4);
    row_log_sum_exp({x.data(), 4, 3, 3}, out.data());
    EXPECT_EQ(out[0], -kInf);
    EXPECT_EQ(out[1], kInf);
    EXPECT_TRUE(std::isnan(out[2]));
    EXPECT_EQ(out[3], 1e38f);
  });
}

TEST(RowKernels, CrossEntropyGivesLossGradientAndHits) {
  for (const std::int64_t n : kColumns) {
    const Matrix x = random_matrix(4, n, 10.0f);
    const std::vector<std::int64_t> labels{n - 1, n / 2, 0, std::max_element(x.row(3), x.row(3) + n) - x.row(3)};
    const std::vector<std::int32_t> labels32(labels.begin(), labels.end());
    const std::vector<float> scale{1.0f, 0.25f, 0.0f, -2.0f};
    for_each_target([&](std::int64_t) {
      std::vector<float> loss(4), alone(4), correct(4);
      Matrix g = x;
      softmax_cross_entropy(
          g.view(), labels.data(),
          {.loss = loss.data(), .gradient = {g.v.data(), g.stride}, .scale = scale.data(), .correct = correct.data()});
      softmax_cross_entropy(x.view(), labels32.data(), {.loss = alone.data()});
      for (std::int64_t r = 0; r < 4; ++r) {
        const double whole = log_sum(x.row(r), n);
        const std::int64_t label = labels[at(r)];
        EXPECT_NEAR(static_cast<double>(loss[at(r)]), whole - static_cast<double>(x.row(r)[label]), 3e-6) << n;
        EXPECT_EQ(std::memcmp(&loss[at(r)], &alone[at(r)], sizeof(float)), 0);
        const auto best = std::max_element(x.row(r), x.row(r) + n) - x.row(r);
        EXPECT_EQ(correct[at(r)], best == label ? 1.0f : 0.0f);
        for (std::int64_t c = 0; c < n; ++c) {
          const double p = std::exp(static_cast<double>(x.row(r)[c]) - whole) - (c == label ? 1.0 : 0.0);
          ASSERT_NEAR(static_cast<double>(g.row(r)[c]), p * static_cast<double>(scale[at(r)]), 3e-6) << n;
        }
        ASSERT_TRUE(std::isnan(g.v[at(r * g.stride + n)])) << "wrote behind the row";
      }
    });
  }
}

TEST(RowKernels, ALabelOutsideTheClassesIsNoIndex) {
  const std::vector<float> x{1.0f, 2.0f, 3.0f, 1.0f, 2.0f, 3.0f, 1.0f, 2.0f, 3.0f};
  const std::vector<std::int32_t> labels{-1, 3, 2};
  const std::vector<std::uint8_t> bytes{255, 3, 2};
  for_each_target([&](std::int64_t) {
    for (const bool wide : {true, false}) {
      std::vector<float> loss(3), correct(3), g(9);
      const CrossEntropyOut out{.loss = loss.data(), .gradient = {g.data(), 3}, .correct = correct.data()};
      if (wide) {
        softmax_cross_entropy({x.data(), 3, 3, 3}, labels.data(), out);
      } else {
        softmax_cross_entropy({x.data(), 3, 3, 3}, bytes.data(), out);
      }
      EXPECT_TRUE(std::isnan(loss[0]) && std::isnan(loss[1]) && std::isfinite(loss[2]));
      EXPECT_EQ(correct, (std::vector<float>{0, 0, 1}));
      EXPECT_NEAR(g[0] + g[1] + g[2], 1.0f, 1e-6f);
      EXPECT_NEAR(g[6] + g[7] + g[8], 0.0f, 1e-6f);
    }
  });
}

TEST(RowKernels, ColumnSumsAddRowsInOrder) {
  for (const std::int64_t n : {1, 7, 10, 33, 64, 131}) {
    for (const std::int64_t rows : {0, 1, 32, 127}) {
      const Matrix x = random_matrix(std::max<std::int64_t>(rows, 1), n, 1.0f);
      std::vector<float> wanted(at(n), 0.0f);
      for (std::int64_t r = 0; r < rows; ++r) {
        for (std::int64_t c = 0; c < n; ++c) wanted[at(c)] += x.row(r)[c];
      }
      for_each_target([&](std::int64_t) {
        std::vector<float> out(at(n), kNan);
        column_sum({x.v.data(), rows, n, x.stride}, out.data());
        EXPECT_EQ(std::memcmp(wanted.data(), out.data(), at(n) * sizeof(float)), 0) << rows << " x " << n;
      });
    }
  }
}

TEST(RowKernels, TotalSumIsExactToTheLastBitAndCutsIntoBlocks) {
  for (const std::int64_t n : {0, 1, 15, 17, 4096, 4097, 3000000}) {
    const Matrix x = random_matrix(1, std::max<std::int64_t>(n, 1), 1.0f);
    std::vector<float> positive(at(n));
    double exact = 0;
    for (std::int64_t i = 0; i < n; ++i) {
      positive[at(i)] = std::fabs(x.v[at(i)]);
      exact += static_cast<double>(positive[at(i)]);
    }
    std::vector<float> first;
    for_each_target([&](std::int64_t) {
      const float sum = total_sum(positive.data(), n);
      EXPECT_NEAR(static_cast<double>(sum), exact, 0.6 * std::ldexp(exact, -23)) << n;
      std::vector<double> blocks;
      for (std::int64_t i = 0; i < n; i += kSumBlock) {
        blocks.push_back(block_sum(&positive[at(i)], std::min(kSumBlock, n - i)));
      }
      EXPECT_EQ(sum, static_cast<float>(pairwise_sum(blocks.data(), static_cast<std::int64_t>(blocks.size()))));
      if (first.empty()) first.push_back(sum);
      EXPECT_EQ(first[0], sum);
    });
  }
}

}  // namespace glia::detail::cpu
