// internal
#pragma once
#include "glia/graph/op.hpp"

namespace glia::detail {

/// Reference kernel of ops that keep all elements in order.
inline void copy_elements(const ReferenceCall& c) {
  for (std::int64_t i = 0; i < c.out[0].size(); ++i) c.out[0].set(i, c.in[0].get(i));
}

}  // namespace glia::detail
