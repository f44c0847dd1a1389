#pragma once
#include <cstdint>

namespace glia::detail {

/// SplitMix64 (Steele, Lea, Flood 2014): a small, fast stream whose bits depend on the seed alone.
class SplitMix {
 public:
  explicit SplitMix(std::uint64_t seed) : state_(seed) {}
  /// An independent stream for the sample `index` of `seed`.
  SplitMix(std::uint64_t seed, std::uint64_t index) : state_(SplitMix(seed).next() ^ SplitMix(~index).next()) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
  }
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }  ///< [0, 1)
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// Mean 0, standard deviation 1, within ±3: a sum of three, free of libm, hence the same bits everywhere.
  double bell() { return 2 * (uniform() + uniform() + uniform()) - 3; }
  /// [0, count); the bias is under count / 2^64.
  std::uint64_t below(std::uint64_t count) { return static_cast<std::uint64_t>(Wide{next()} * count >> 64); }

 private:
  __extension__ using Wide = unsigned __int128;

  std::uint64_t state_;
};

}  // namespace glia::detail
