#pragma once
#include <cstdint>

#include "glia/data/split.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace datasets {

/// Handwritten-looking digits drawn by the program, for examples and tests without a download. Framed like MNIST: white
/// on black, a 20×20 box centred by mass. Sample i depends on (seed, i) alone: same bytes on every machine, and
/// digits(100, s) is the start of digits(1000, s).
/// → x u8 (count, 28, 28), y u8 (count,), each class about equally often
Split digits(Dim count = 1000, std::uint64_t seed = 0);

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
