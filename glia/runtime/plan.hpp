// internal
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "glia/graph/graph.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail {

/// Where a value lies while a program runs.
struct Place {
  enum class Kind { arena, local, parameter, result, variable, constant } kind = Kind::arena;
  std::int64_t index = 0;   ///< number of the parameter, result or constant
  std::int64_t offset = 0;  ///< bytes into that, into the arena, or into the running thread's own
  Variable variable_handle = {};
};

/// Which threads run a step: all share its chunks; or the first runs it, in order with the others of its kind in a
/// phase; or each runs it whole for itself, since the result is cheaper to compute than to fetch from another core.
enum class Runs { shared, first, each };

struct Step {
  std::unique_ptr<Kernel> kernel;
  std::string name;          ///< op and shape, for profiles
  std::vector<int> in, out;  ///< numbers of places
  int phase = 0;
  Runs runs = Runs::shared;
  bool last_of_phase = false;
};

/// A lowered graph made ready: kernels in phases; between phases stands a barrier, inside one nothing depends on what
/// another thread does.
struct Plan {
  std::vector<Place> places;
  std::vector<Array> constants;
  std::vector<Step> steps;     ///< sorted by phase
  std::vector<int> phase_end;  ///< one past the last step of each phase
  std::int64_t arena_bytes = 0;
  std::int64_t scratch_bytes = 0;  ///< of one thread
  std::int64_t local_bytes = 0;    ///< of one thread: values that each computes for itself
  std::int64_t capacity = 0;
  std::size_t parameters = 0;
  std::size_t results = 0;
  int guard_place = -1;  ///< f32 scalar that must be finite, or the run ends after guard_phase
  int guard_phase = -1;
};

/// `guard` is the number of a result that must be finite before any variable is written, or −1.
Plan make_plan(const Graph& graph, std::int64_t capacity, int guard);

}  // namespace glia::detail
