#pragma once
#include <cstdint>

namespace [[gnu::visibility("default")]] glia {

/// Sets the seed from which every random number follows that has no seed of its own: initial weights, dropout,
/// shuffling. Default 0. Takes effect on models that are built afterwards. Thread-safe.
void set_seed(std::uint64_t seed);

}  // namespace glia

namespace glia::detail {

std::uint64_t global_seed();

}  // namespace glia::detail
