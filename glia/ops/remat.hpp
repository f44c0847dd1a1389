// internal
#pragma once
#include "glia/graph/node.hpp"

namespace glia::detail {

/// Inputs: x, then values that must be there before anything reads the output, which is x.
extern const Op op_after;
/// Inputs: results, what they are computed again from once their gradient is there (held), and what that reads at any
/// time (free: weights). Attributes `results` and `held` count the first two. Outputs: the results.
extern const Op op_remat;

/// `results` as they are, but their gradient does not read what lies between `held` and them: it is computed again.
/// Values that `results` depend on otherwise become held or, if they are weights or in `free`, free.
Tensors emit_remat(const Tensors& results, const Tensors& held, const Tensors& free = {});

/// The inputs of a node of op_remat.
struct RematParts {
  Tensors results, held, free;
  explicit RematParts(const Node& node, const Tensors& inputs);
};

}  // namespace glia::detail
