#include "glia/ops/random_call.hpp"

#include <bit>

#include "glia/base/error.hpp"
#include "glia/graph/hash.hpp"
#include "glia/ops/common.hpp"

namespace glia::detail {

RandomCall random_call(const ReferenceCall& c) {
  const auto bits = [](std::int64_t value) { return std::bit_cast<std::uint64_t>(value); };
  const std::uint64_t seed = bits(c.in[0].span<std::int64_t>()[0]);
  return {mix(seed, bits(c.attributes.integer("key"))), bits(c.in[1].span<std::int64_t>()[0])};
}

std::vector<Spec> random_spec(const Call& call) {
  for (const Spec& input : call.inputs) {
    if (input.dtype != i64 || input.shape.rank() != 0) {
      throw TypeError({.rule = "Seed and iteration are i64 scalars", .received = input.str()});
    }
  }
  return {{Shape(call.attributes.integers("shape")), f32}};
}

Tensor emit_random(const Op& op, const Shape& shape, const RandomSource& source, const Attributes& distribution) {
  Attributes attributes{{"key", std::bit_cast<std::int64_t>(source.key)},
                        {"shape", std::vector<std::int64_t>(shape.begin(), shape.end())}};
  for (const auto& [name, value] : distribution.entries()) attributes.set(name, value);
  return emit(op, {as(source.seed, i64), as(source.iteration, i64)}, attributes);
}

}  // namespace glia::detail
