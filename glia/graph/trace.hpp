// internal
#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "glia/graph/graph.hpp"
#include "glia/graph/scope.hpp"

namespace glia::detail {

/// The variables of one layer, by name, and of the layers inside it.
struct VariableStore {
  std::string path;
  bool trainable = true;
  DType dtype = f32;
  std::vector<std::pair<std::string, Variable>> variables;  // in order of creation
  std::vector<std::pair<std::string, std::shared_ptr<VariableStore>>> children;

  Variable* find(std::string_view name);
  VariableStore& child(std::string_view name);
  void set_path(const std::string& path);  ///< renames itself and what it holds
};

/// One graph being built on this thread: the mode and what its layers leave besides their results.
struct Trace {
  bool training = false;
  Tensor seed;  ///< i64 scalars; constants unless a model owns the trace
  Tensor iteration;
  std::vector<Update> updates;  ///< in traced order; a second update of a variable replaces the first
  Tensors losses;               ///< penalties and add_loss()
  std::unordered_map<const Node*, Tensors> expanded;  ///< call nodes already inlined
  Tensors keep;                                       ///< keeps the keys of `expanded` alive
  bool shapes_only = false;                           ///< tracing for shapes: no updates or losses are kept
  VariableStore* store = nullptr;                     ///< of the layer whose call() runs
  std::vector<std::pair<std::string, int>> ordinals;  ///< automatic names given inside that call()

  Trace();
  void update(const Variable& variable, const Tensor& value);
  int next_ordinal(const std::string& name);
  static Trace* current();  ///< nullptr outside of tracing
};

/// Makes a trace (and the store that anonymous layers inside a call() live in) current on this thread.
class TraceGuard {
 public:
  explicit TraceGuard(Trace& trace);
  ~TraceGuard();
  TraceGuard(const TraceGuard&) = delete;
  TraceGuard& operator=(const TraceGuard&) = delete;

 private:
  Trace* previous_;
};

/// Makes `store` the home of the layers that are applied inside a call().
class StoreGuard {
 public:
  StoreGuard(Trace& trace, VariableStore& store);
  ~StoreGuard();
  StoreGuard(const StoreGuard&) = delete;
  StoreGuard& operator=(const StoreGuard&) = delete;

 private:
  Trace& trace_;
  VariableStore* previous_;
  std::vector<std::pair<std::string, int>> ordinals_;
};

}  // namespace glia::detail
