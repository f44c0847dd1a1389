#include "glia/graph/op.hpp"

namespace glia::detail {

// Made by the build from the files of ops/.
extern const Op* const kOps[];
extern const std::size_t kOpCount;

std::span<const Op* const> all_ops() { return {kOps, kOpCount}; }

const Op* find_op(std::string_view name) {
  for (const Op* op : all_ops()) {
    if (op->name == name) return op;
  }
  return nullptr;
}

}  // namespace glia::detail
