#pragma once
#include "glia/base/array.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace datasets {

/// Samples and their labels, row by row.
struct Split {
  Array x = {};
  Array y = {};
};

/// What `auto [train, test] = datasets::mnist();` takes apart.
struct Dataset {
  Split train = {};
  Split test = {};
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
