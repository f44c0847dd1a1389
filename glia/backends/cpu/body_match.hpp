// internal
#pragma once
#include <array>
#include <vector>

#include "glia/backends/cpu/tile_program.hpp"

namespace glia::detail::cpu {

/// What a parameter of a pattern stands for in a body: one of its loads, or a constant.
struct Operand {
  int load = -1;
  bool is_constant = false;
  float value = 0;
  bool bound() const { return load >= 0 || is_constant; }
  bool operator==(const Operand&) const = default;
};

constexpr std::size_t kMaxRoles = 13;
constexpr std::size_t kMaxResults = 7;

struct BodyMatch {
  std::array<Operand, kMaxRoles> roles{};
  std::array<std::size_t, kMaxResults> result{};  ///< result i of the pattern is this one of the body
};

/// Whether `body` computes what `pattern` does, operation by operation, operands of commutative ones in any order. A
/// parameter of the pattern of rank 0 stands for a scalar that the body reads everywhere (a constant or a parameter),
/// one of rank 1 for a row that the body adds to every row, one of rank 2 for an operand of the body's own shape.
bool match_body(const Graph& pattern, const Graph& body, const std::vector<TileProgram::Load>& loads, BodyMatch& match);

}  // namespace glia::detail::cpu
