#include "glia/runtime/arena.hpp"

#include <algorithm>
#include <random>

namespace glia::detail {
namespace {

TEST(Arena, BlocksThatLiveTogetherNeverShareALine) {
  std::mt19937 random(1);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 200; ++round) {
    std::vector<ArenaRequest> requests;
    for (int i = 0; i < 40; ++i) {
      const int first = below(20);
      requests.push_back({below(4) == 0 ? below(3) : below(5000), first, first + below(6), 0});
    }
    const std::int64_t total = plan_arena(requests);
    std::int64_t all = 0;
    for (const ArenaRequest& a : requests) {
      const std::int64_t end = a.offset + (a.bytes + 63) / 64 * 64;
      all += end - a.offset;
      EXPECT_EQ(a.offset % 64, 0);
      EXPECT_LE(end, total);
      for (const ArenaRequest& b : requests) {
        const bool together = &a != &b && a.bytes > 0 && b.bytes > 0 && a.first <= b.last && b.first <= a.last;
        if (together) {
          EXPECT_TRUE(end <= b.offset || b.offset + (b.bytes + 63) / 64 * 64 <= a.offset);
        }
      }
    }
    EXPECT_LT(total, all) << "memory is used again";
  }
}

TEST(Arena, UsesAgainWhatIsFree) {
  std::vector<ArenaRequest> chain{{1000, 0, 1, 0}, {1000, 1, 2, 0}, {1000, 2, 3, 0}, {1000, 3, 4, 0}};
  EXPECT_EQ(plan_arena(chain), 2 * 1024);
  std::vector<ArenaRequest> none;
  EXPECT_EQ(plan_arena(none), 0);
}

}  // namespace
}  // namespace glia::detail
