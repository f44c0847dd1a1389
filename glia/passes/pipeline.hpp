// internal
#pragma once
#include <chrono>
#include <span>
#include <string>

#include "glia/base/dtype_policy.hpp"
#include "glia/graph/graph.hpp"

namespace glia::detail {

/// A stage of the way from a traced graph to one that can be planned: graph → graph.
struct Pass {
  const char* name;
  Graph (*run)(const Graph&);
  Graph (*off)(const Graph&) = nullptr;      ///< what is left to do when it is switched off; nullptr = nothing
  DTypePolicy least = DTypePolicy::float32;  ///< the first policy that wants it
};

/// The passes of every program, in their order. The graph stays right without any of them, if slower.
std::span<const Pass> passes();

/// Runs those that the policy wants. The environment variable GLIA_PASSES switches off what it lists with a minus,
/// everywhere in the list, and "verify" in it has the graph verified after each pass, as builds without NDEBUG always
/// do: GLIA_PASSES=-fuse,verify. A word that is neither is a ValueError. GLIA_LOG=passes writes name, numbers of nodes
/// and time of each.
Graph run_passes(Graph graph, std::span<const Pass> list = passes(), DTypePolicy policy = DTypePolicy::float32);

/// The line of one pass in the log, if GLIA_LOG lists "passes"; otherwise it costs nothing.
class PassReport {
 public:
  PassReport(const char* name, const Graph& before);
  void done(const Graph& after) const;
  void done(const std::string& result) const;

 private:
  const char* name_;
  bool enabled_;
  std::size_t nodes_ = 0;
  std::chrono::steady_clock::time_point start_;
};

}  // namespace glia::detail
