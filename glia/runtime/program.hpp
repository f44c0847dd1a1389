// internal
#pragma once
#include <array>
#include <atomic>
#include <memory>
#include <span>

#include "glia/runtime/plan.hpp"

namespace glia::detail {

class Barrier;

struct RunArgs {
  std::span<const void* const> parameters;  ///< one pointer for each parameter of the graph
  std::span<void* const> results;           ///< where each result goes; sizes as at `rows`
  std::int64_t rows = 0;                    ///< n, at most the capacity
  int threads = 0;                          ///< 0 = threads(), or 1 if the run is small; the bits do not depend on it
};

enum class Outcome { done, not_finite };

/// A plan that can run. const and thread-safe: each run takes a frame (arena and pointers) of its own from a lock-free
/// list.
class Program {
 public:
  explicit Program(Plan plan);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// Runs once. A label or index out of range throws a DataError; not_finite means that the guarded result was not
  /// finite and no variable was written.
  Outcome run(const RunArgs& args) const;

  std::int64_t capacity() const { return plan_.capacity; }
  std::int64_t arena_bytes() const { return plan_.arena_bytes; }
  /// Of one thread: what it computes for itself alone, and its kernels' scratch.
  std::int64_t scratch_bytes() const { return plan_.local_bytes + plan_.scratch_bytes; }
  int threads_for(std::int64_t rows) const;  ///< that a run takes unless it is told: one if the run is small
  std::size_t phases() const { return plan_.phase_end.size(); }
  double flops(std::int64_t rows) const;
  std::string describe() const;  ///< the steps by phase
  std::string profile() const;   ///< time of each step, if GLIA_LOG has "profile"

 private:
  struct Frame;
  struct Region;
  std::unique_ptr<Frame> take_frame(int threads) const;
  void give_back(std::unique_ptr<Frame> frame) const;
  void bind(Frame& frame, const RunArgs& args, int threads) const;
  static void work(void* context, int thread, int threads, Barrier& barrier);
  void share(Frame& frame, std::size_t step, std::int64_t chunks, int thread, int threads,
             const KernelArgs& args) const;
  [[noreturn]] void throw_fault(const Frame& frame) const;

  Plan plan_;
  std::vector<std::size_t> first_pointer_;  // of each step in a thread's pointer table; the last is its length
  double cost_seconds_ = 0;                 // estimate at capacity on one thread
  bool profile_ = false;
  mutable std::vector<double> seconds_;
  mutable std::atomic<std::int64_t> runs_{0};
  mutable std::array<std::atomic<Frame*>, 64> idle_{};
};

}  // namespace glia::detail
