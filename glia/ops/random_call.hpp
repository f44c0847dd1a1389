// internal
#pragma once
#include "glia/graph/op.hpp"
#include "glia/graph/scope.hpp"

namespace glia::detail {

/// Which numbers a random op draws: the stream of mix(seed, key) at an iteration.
struct RandomCall {
  std::uint64_t key;
  std::uint64_t iteration;
};
RandomCall random_call(const ReferenceCall& c);

/// Shape rule: f32 of attribute `shape`; the inputs are seed and iteration, i64 scalars.
std::vector<Spec> random_spec(const Call& call);

/// Emits `op` with attributes key (bits of the source's), shape and those of the distribution.
Tensor emit_random(const Op& op, const Shape& shape, const RandomSource& source, const Attributes& distribution);

}  // namespace glia::detail
