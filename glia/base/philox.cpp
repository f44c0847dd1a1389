#include "glia/base/philox.hpp"

namespace glia::detail {

void philox_group(PhiloxGroup& words, std::uint64_t group, std::uint64_t key, std::uint64_t iteration) {
  const std::uint64_t first = group * group_blocks;  // the low word of 16 blocks in a row never carries
  const auto low = static_cast<std::uint32_t>(first);
  const auto high = static_cast<std::uint32_t>(first >> 32);
  for (std::uint32_t lane = 0; lane < group_blocks; ++lane) {
    std::uint32_t c0 = low + lane;
    std::uint32_t c1 = high;
    auto c2 = static_cast<std::uint32_t>(iteration);
    auto c3 = static_cast<std::uint32_t>(iteration >> 32);
    auto k0 = static_cast<std::uint32_t>(key);
    auto k1 = static_cast<std::uint32_t>(key >> 32);
    for (int round = 0; round < 10; ++round) {
      philox_round(c0, c1, c2, c3, k0, k1);
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    words[0][lane] = c0;
    words[1][lane] = c1;
    words[2][lane] = c2;
    words[3][lane] = c3;
  }
}

}  // namespace glia::detail
