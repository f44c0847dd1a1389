#include "glia/base/stream_key.hpp"

#include <set>
#include <vector>

#include "glia/base/seed.hpp"

namespace glia::detail {
namespace {

// From an independent implementation in Python; a change would give every checkpoint other random numbers when it goes
// on.
TEST(StreamKey, NeverChanges) {
  EXPECT_EQ(mix64(0x9e3779b97f4a7c15), 0xe220a8397b1dcdaf)
      << "the first output of splitmix64 from state 0, as published";
  EXPECT_EQ(stream_key(0, "", 0), 0x238275bc38fcbe91);
  EXPECT_EQ(stream_key(42, "sequential/dense/kernel", 1), 0x7cbe192f7692cbd1);
  EXPECT_EQ(stream_key(std::uint64_t{1} << 63, "dropout", 0), 0x4013d61262896bca);
}

TEST(StreamKey, EveryPartCounts) {
  std::set<std::uint64_t> keys;
  std::size_t made = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (const std::string& path : {std::string(), std::string("a"), std::string("a\0", 2), std::string("dense_1"),
                                    std::string("dense_10"), std::string("12345678"), std::string("1234567890")}) {
      for (std::uint64_t ordinal = 0; ordinal < 20; ++ordinal, ++made) keys.insert(stream_key(seed, path, ordinal));
    }
  }
  EXPECT_EQ(keys.size(), made);
}

TEST(Seed, IsZeroUntilItIsSetAndCountsModels) {
  set_seed(0);  // as it is when a program starts; other tests of this one may have taken some
  EXPECT_EQ(next_seed(), 0u);
  set_seed(42);
  EXPECT_EQ(next_seed(), 42u);
  std::set<std::uint64_t> seeds{42};
  std::vector<std::uint64_t> first;
  for (int i = 0; i < 1000; ++i) {
    first.push_back(next_seed());
    EXPECT_LT(first.back(), std::uint64_t{1} << 53);
    seeds.insert(first.back());
  }
  EXPECT_EQ(seeds.size(), 1001u);
  set_seed(42);
  EXPECT_EQ(next_seed(), 42u);
  for (const std::uint64_t seed : first) EXPECT_EQ(next_seed(), seed);
  set_seed(0);
}

}  // namespace
}  // namespace glia::detail
