#include "glia/base/seed.hpp"

#include <atomic>

namespace glia {
namespace {

constinit std::atomic<std::uint64_t> seed_of_all{0};

}  // namespace

void set_seed(std::uint64_t seed) { seed_of_all.store(seed); }

namespace detail {

std::uint64_t global_seed() { return seed_of_all.load(); }

}  // namespace detail

}  // namespace glia
