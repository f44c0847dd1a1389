#include "glia/base/philox.hpp"

#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/base/philox.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace glia::detail::HWY_NAMESPACE {
namespace {

HWY_INLINE std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
HWY_INLINE std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

#if HWY_TARGET == HWY_SCALAR

/// Makes the blocks from `first` on; the low word of 16 blocks in a row never carries.
void group(PhiloxGroup& words, std::uint64_t first, std::uint64_t key, std::uint64_t iteration) {
  for (std::uint32_t lane = 0; lane < group_blocks; ++lane) {
    const auto block = philox({low(first) + lane, high(first), low(iteration), high(iteration)}, {low(key), high(key)});
    for (std::size_t w = 0; w < block.size(); ++w) words[w][lane] = block[w];
  }
}

#else

namespace hn = hwy::HWY_NAMESPACE;

using Words = hn::CappedTag<std::uint32_t, group_blocks>;
using Products = hn::RepartitionToWide<Words>;
using Vec = hn::Vec<Words>;

/// Both halves of each lane times `factor`: even and odd lanes are multiplied apart.
HWY_INLINE void multiply(Vec x, Vec factor, Vec& upper, Vec& lower) {
  const Words d;
  const Products wide;
  const auto even = hn::MulEven(x, factor);
  const auto odd = hn::MulEven(hn::BitCast(d, hn::ShiftRight<32>(hn::BitCast(wide, x))), factor);
  upper = hn::OddEven(hn::BitCast(d, odd), hn::BitCast(d, hn::ShiftRight<32>(even)));
  lower = hn::OddEven(hn::BitCast(d, hn::ShiftLeft<32>(odd)), hn::BitCast(d, even));
}

void group(PhiloxGroup& words, std::uint64_t first, std::uint64_t key, std::uint64_t iteration) {
  const Words d;
  const Vec m0 = hn::Set(d, philox_multiplier0);
  const Vec m1 = hn::Set(d, philox_multiplier1);
  for (std::uint32_t lane = 0; lane < group_blocks; lane += static_cast<std::uint32_t>(hn::Lanes(d))) {
    Vec c0 = hn::Iota(d, low(first) + lane);
    Vec c1 = hn::Set(d, high(first));
    Vec c2 = hn::Set(d, low(iteration));
    Vec c3 = hn::Set(d, high(iteration));
    std::uint32_t k0 = low(key);
    std::uint32_t k1 = high(key);
    for (int round = 0; round < philox_rounds; ++round) {
      Vec upper0, lower0, upper1, lower1;
      multiply(c0, m0, upper0, lower0);
      multiply(c2, m1, upper1, lower1);
      c0 = hn::Xor(hn::Xor(upper1, c1), hn::Set(d, k0));
      c2 = hn::Xor(hn::Xor(upper0, c3), hn::Set(d, k1));
      c1 = lower1;
      c3 = lower0;
      k0 += philox_step0;
      k1 += philox_step1;
    }
    hn::StoreU(c0, d, &words[0][lane]);
    hn::StoreU(c1, d, &words[1][lane]);
    hn::StoreU(c2, d, &words[2][lane]);
    hn::StoreU(c3, d, &words[3][lane]);
  }
}

#endif

}  // namespace
}  // namespace glia::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail {
namespace {

HWY_EXPORT(group);

}  // namespace

void philox_group(PhiloxGroup& words, std::uint64_t group_number, std::uint64_t key, std::uint64_t iteration) {
  HWY_DYNAMIC_DISPATCH(group)(words, group_number * group_blocks, key, iteration);
}

}  // namespace glia::detail
#endif
