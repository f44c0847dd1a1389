// internal
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
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
  std::string enclosing;              ///< as in VariableState
  std::optional<std::uint64_t> seed;  ///< as in VariableState
  bool trainable = true;              ///< false: the layer is frozen
  DType dtype = f32;
  std::vector<std::pair<std::string, Variable>> variables;  // in order of creation
  std::vector<std::pair<std::string, std::shared_ptr<VariableStore>>> children;

  Variable* find(std::string_view name);
  VariableStore& child(std::string_view name);
  void set_path(const std::string& path);  ///< renames itself and what it holds
  /// Says in which models it stands, and, unless it belongs to one already, with which seed its weights are drawn.
  void place(const std::string& enclosing, std::uint64_t seed);
};

/// One graph being built on this thread: the mode and what its layers leave besides their results.
struct Trace {
  bool training = false;
  Tensor seed;  ///< i64 scalars; constants unless a model owns the trace
  Tensor iteration;
  std::vector<Update> updates;  ///< in traced order; a second update of a variable replaces the first
  Tensors losses;               ///< penalties and add_loss()
  std::unordered_map<const Node*, Tensors> expanded;       ///< call nodes already inlined
  Tensors keep;                                            ///< keeps the keys of `expanded` and `masks` alive
  std::map<std::pair<const Node*, int>, Tensor> masks;     ///< as Scope::mask() answers
  bool shapes_only = false;                                ///< tracing for shapes: no updates or losses are kept
  VariableStore* store = nullptr;                          ///< of the layer whose call() runs
  std::vector<std::pair<std::string, int>> ordinals;       ///< automatic names given inside that call()
  std::unordered_map<std::string, std::uint64_t> randoms;  ///< random ops so far, by path

  Trace();
  void update(const Variable& variable, const Tensor& value);
  Tensor mask_of(const Tensor& x) const;
  void set_mask(const Tensor& y, const Tensor& mask);
  int next_ordinal(const std::string& name);
  /// Counts the random ops of layers at `path` from 1, so that two applications of one layer draw different numbers.
  std::uint64_t next_random(const std::string& path) { return ++randoms[path]; }
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
