#include <limits>
#include <string>
#include <utility>

#include "glia/base/error.hpp"
#include "glia/base/philox.hpp"
#include "glia/base/random.hpp"

namespace glia::detail {
namespace {

/// The words of a stream one after the other.
class Words {
 public:
  Words(std::uint64_t key, std::uint64_t iteration) : key_(key), iteration_(iteration) {}

  std::uint32_t next() {
    if (used_ == 64) {
      philox_group(words_, group_++, key_, iteration_);
      used_ = 0;
    }
    const int i = used_++;
    return words_[i / 16][i % 16];
  }

  /// Uniform in [0, bound) without bias: the few products that would favour some values are drawn again.
  std::uint32_t below(std::uint32_t bound) {
    std::uint64_t product = std::uint64_t{next()} * bound;
    if (static_cast<std::uint32_t>(product) < bound) {
      const std::uint32_t rejected = (0 - bound) % bound;
      while (static_cast<std::uint32_t>(product) < rejected) product = std::uint64_t{next()} * bound;
    }
    return static_cast<std::uint32_t>(product >> 32);
  }

 private:
  std::uint64_t key_;
  std::uint64_t iteration_;
  std::uint64_t group_ = 0;
  int used_ = 64;
  PhiloxGroup words_;
};

template <class T>
void permute(T* out, std::int64_t count, std::uint64_t key, std::uint64_t iteration) {
  if (count < 0 || count > std::numeric_limits<std::int32_t>::max()) {
    throw ValueError({.where = "random permutation",
                      .rule = "The number of entries is out of range.",
                      .expected = "0 to 2147483647",
                      .received = std::to_string(count)});
  }
  for (std::int64_t i = 0; i < count; ++i) out[i] = static_cast<T>(i);
  Words words(key, iteration);
  for (std::int64_t i = count - 1; i > 0; --i) std::swap(out[i], out[words.below(static_cast<std::uint32_t>(i + 1))]);
}

}  // namespace

void permutation(std::int32_t* out, std::int64_t count, std::uint64_t key, std::uint64_t iteration) {
  permute(out, count, key, iteration);
}

void permutation(std::int64_t* out, std::int64_t count, std::uint64_t key, std::uint64_t iteration) {
  permute(out, count, key, iteration);
}

}  // namespace glia::detail
