#pragma once
#include <cstdint>

#pragma GCC visibility push(default)
namespace glia {

/// What one load may cost at most; a file that asks for more is refused by a FileError. The limits bound files that lie
/// about themselves, so that the defaults are far above any real model.
struct LoadLimits {
  std::int64_t depth = 64;                     ///< nesting of lists and objects
  std::int64_t items = 1'000'000;              ///< values, members, tensors
  std::int64_t bytes = std::int64_t{1} << 40;  ///< size of the file and of everything read from it
};

}  // namespace glia
#pragma GCC visibility pop
