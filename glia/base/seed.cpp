#include "glia/base/seed.hpp"

#include <mutex>

#include "glia/base/stream_key.hpp"

namespace glia {
namespace {

struct Seeds {
  std::mutex mutex;
  std::uint64_t seed = 0;
  std::uint64_t taken = 0;
};
constinit Seeds seeds;

}  // namespace

void set_seed(std::uint64_t seed) {
  const std::lock_guard lock(seeds.mutex);
  seeds.seed = seed;
  seeds.taken = 0;
}

namespace detail {

std::uint64_t next_seed() {
  const std::lock_guard lock(seeds.mutex);
  const std::uint64_t number = seeds.taken++;
  return number == 0 ? seeds.seed : hash_combine(seeds.seed, number) >> 11;  // what a double holds exactly
}

}  // namespace detail

}  // namespace glia
