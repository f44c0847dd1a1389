#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "glia/base/random.hpp"

namespace glia::detail {
namespace {

// From an independent implementation in Python.
TEST(Permutation, Golden) {
  const std::uint64_t iteration = (std::uint64_t{7} << 32) + 5;
  std::vector<std::int32_t> p(12);
  permutation(p.data(), 12, 0x0123456789abcdef, iteration);
  EXPECT_EQ(p, (std::vector<std::int32_t>{10, 5, 7, 1, 0, 2, 4, 9, 11, 6, 8, 3}));
  std::vector<std::int64_t> q(100);
  permutation(q.data(), 100, 0x0123456789abcdef, iteration);
  EXPECT_EQ(std::vector<std::int64_t>(q.begin(), q.begin() + 5), (std::vector<std::int64_t>{28, 2, 6, 74, 36}));
  EXPECT_EQ(std::vector<std::int64_t>(q.end() - 3, q.end()), (std::vector<std::int64_t>{64, 75, 29}));
}

TEST(Permutation, EveryEntryOnceAndNoneWithoutEntries) {
  std::vector<std::int32_t> p(60'000);
  permutation(p.data(), 60'000, 1, 0);
  std::vector<std::int32_t> other(60'000);
  permutation(other.data(), 60'000, 1, 1);
  EXPECT_NE(p, other);
  std::sort(p.begin(), p.end());
  std::vector<std::int32_t> all(60'000);
  std::iota(all.begin(), all.end(), 0);
  EXPECT_EQ(p, all);
  std::int32_t untouched = -5;
  permutation(&untouched, 0, 1, 0);
  EXPECT_EQ(untouched, -5);
}

// All 120 orders of five, 1,000 expected of each: χ² with 119 degrees of freedom, within five standard deviations of
// 119.
TEST(Permutation, EveryOrderIsEquallyLikely) {
  std::map<std::vector<std::int32_t>, double> counts;
  std::vector<std::int32_t> p(5);
  for (std::uint64_t i = 0; i < 120'000; ++i) {
    permutation(p.data(), 5, 99, i);
    ++counts[p];
  }
  double chi2 = 0;
  for (const auto& entry : counts) chi2 += (entry.second - 1000) * (entry.second - 1000) / 1000;
  EXPECT_EQ(counts.size(), 120u);
  EXPECT_NEAR(chi2, 119, 5 * std::sqrt(2 * 119.0));
}

}  // namespace
}  // namespace glia::detail
