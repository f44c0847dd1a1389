#pragma once
#include <cstdint>

#pragma GCC visibility push(default)
namespace glia {

/// Sets the seed from which every random number follows that has no seed of its own: initial weights, dropout,
/// shuffling. Default 0. Takes effect on models that are built afterwards: each takes a seed of its own from it, in the
/// order in which they get their first layers. So models built in a loop differ, and the next run builds the same ones.
/// Thread-safe; but which of two threads builds its model first is not fixed.
void set_seed(std::uint64_t seed);

}  // namespace glia
#pragma GCC visibility pop

namespace glia::detail {

/// The seed of the next model: after set_seed(s) first s itself, then numbers below 2^53 that follow from s and the
/// count.
std::uint64_t next_seed();

}  // namespace glia::detail
