#include "glia/base/philox.hpp"

#include "glia/backends/cpu/test_targets.hpp"

namespace glia::detail {
namespace {

// The known answers that are published with Random123 (kat_vectors, philox4x32 with 10 rounds).
TEST(Philox, PublishedKnownAnswers) {
  using Block = std::array<std::uint32_t, 4>;
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}), (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, AGroupIsSixteenBlocksSideBySide) {
  const std::uint64_t key = 0x0123456789abcdef;
  const std::uint64_t iteration = 0xfedcba9876543210;
  const std::uint64_t group = (std::uint64_t{1} << 40) + 3;
  cpu::for_each_target([&](std::int64_t) {
    PhiloxGroup words;
    philox_group(words, group, key, iteration);
    for (std::uint32_t lane = 0; lane < 16; ++lane) {
      const std::uint64_t block = 16 * group + lane;
      const auto expected =
          philox({static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32), 0x76543210, 0xfedcba98},
                 {0x89abcdef, 0x01234567});
      for (std::size_t w = 0; w < 4; ++w) EXPECT_EQ(words[w][lane], expected[w]) << lane;
    }
  });
}

}  // namespace
}  // namespace glia::detail
