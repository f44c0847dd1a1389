#pragma once
#include <array>
#include <cstdint>

namespace glia::detail {

// Philox 4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3" (SC 2011): a keyed
// bijection of 128-bit counters, 10 rounds; passes BigCrush for every key.

struct PhiloxKey {
  std::uint32_t k0 = 0;
  std::uint32_t k1 = 0;
};

inline constexpr int philox_rounds = 10;
inline constexpr std::uint32_t philox_multiplier0 = 0xD2511F53;
inline constexpr std::uint32_t philox_multiplier1 = 0xCD9E8D57;
inline constexpr std::uint32_t philox_step0 = 0x9E3779B9;  // the keys grow by these each round
inline constexpr std::uint32_t philox_step1 = 0xBB67AE85;

constexpr std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, PhiloxKey key) {
  auto [c0, c1, c2, c3] = counter;
  for (int round = 0; round < philox_rounds; ++round) {
    const std::uint64_t p0 = std::uint64_t{philox_multiplier0} * c0;
    const std::uint64_t p1 = std::uint64_t{philox_multiplier1} * c2;
    c0 = static_cast<std::uint32_t>(p1 >> 32) ^ c1 ^ key.k0;
    c1 = static_cast<std::uint32_t>(p1);
    c2 = static_cast<std::uint32_t>(p0 >> 32) ^ c3 ^ key.k1;
    c3 = static_cast<std::uint32_t>(p0);
    key.k0 += philox_step0;
    key.k1 += philox_step1;
  }
  return {c0, c1, c2, c3};
}

inline constexpr int group_blocks = 16;

/// Sixteen blocks side by side, so that one word of all of them is a vector of any width up to 512 bits.
using PhiloxGroup = std::uint32_t[4][group_blocks];

/// words[w][lane] = word w of philox({block low, block high, iteration low, iteration high}, {key low, key high}),
/// where block = 16 · group_number + lane.
void philox_group(PhiloxGroup& words, std::uint64_t group_number, std::uint64_t key, std::uint64_t iteration);

}  // namespace glia::detail
