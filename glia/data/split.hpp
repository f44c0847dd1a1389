#pragma once
#include "glia/base/array.hpp"

namespace [[gnu::visibility("default")]] glia {
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

}  // namespace datasets
}  // namespace glia
