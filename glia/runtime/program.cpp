#include "glia/runtime/program.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>

#include "glia/base/aligned_block.hpp"
#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/base/thread_pool.hpp"
#include "glia/graph/variable_state.hpp"

namespace glia::detail {
namespace {

// A run below 50 µs is not worth waking other threads for.
constexpr double kSmallRun = 50e-6;
// Assumed for the estimate: what one core does at least.
constexpr double kFlopsPerSecond = 40e9;

// Values in fewer bytes are found as fast on small pages, of which only those that are used count as memory.
constexpr std::int64_t kHugeFrom = 16 << 20;

struct Release {
  std::int64_t bytes = 0;
  void operator()(std::byte* p) const { release_block(p, bytes, kHugeFrom); }
};
using AlignedBytes = std::unique_ptr<std::byte[], Release>;

AlignedBytes allocate(std::int64_t bytes) {
  const std::int64_t some = std::max<std::int64_t>(bytes, 64);
  void* memory = allocate_block(some, kHugeFrom);
  if (memory == nullptr) {
    throw ResourceError({.where = "Program",
                         .rule = "Not enough memory for " + std::to_string(bytes) + " bytes of intermediate values",
                         .hint = "Use a smaller batch_size"});
  }
  return AlignedBytes(static_cast<std::byte*>(memory), {some});
}

}  // namespace

struct Program::Frame {
  AlignedBytes arena;
  AlignedBytes scratch;
  std::vector<void*> places;    // address of each place
  std::vector<void*> pointers;  // operands of each step, inputs then outputs, for each thread
  Fault fault;

  /// How many chunks of a thread's share of a step are taken. Two steps that run after each other use different lines.
  struct alignas(64) Next {
    std::atomic<std::int64_t> value{0};
  };
  std::unique_ptr<Next[]> taken;
  int threads = 0;
  Next& next(std::size_t step, int owner) {
    return taken[step * static_cast<std::size_t>(threads) + static_cast<std::size_t>(owner)];
  }
};

struct Program::Region {
  const Program* program;
  Frame* frame;
  std::int64_t rows;
  Outcome outcome = Outcome::done;
  /// The phase in which a fault was first seen. A thread sets it before the barrier that ends its phase, so behind that
  /// barrier all threads agree whether to stop, even when a fast one has faulted in the next phase by then.
  std::atomic<int> stop_phase{std::numeric_limits<int>::max()};
};

Program::Program(Plan plan) : plan_(std::move(plan)), profile_(log_enabled("profile")) {
  std::size_t pointers = 0;
  for (const Step& step : plan_.steps) {
    first_pointer_.push_back(pointers);
    pointers += step.in.size() + step.out.size();
  }
  first_pointer_.push_back(pointers);
  cost_seconds_ = flops(plan_.capacity) / kFlopsPerSecond;
  seconds_.resize(plan_.steps.size());
}

Program::~Program() {
  if (profile_) log_write(LogLevel::hint, profile());
  for (auto& slot : idle_) delete slot.load();
}

double Program::flops(std::int64_t rows) const {
  double total = 0;
  for (const Step& step : plan_.steps) total += step.kernel->flops(rows);
  return total;
}

std::unique_ptr<Program::Frame> Program::take_frame(int threads) const {
  std::unique_ptr<Frame> frame;
  for (auto& slot : idle_) {
    if (slot.load(std::memory_order_relaxed) == nullptr) continue;
    frame.reset(slot.exchange(nullptr, std::memory_order_acquire));
    if (frame) break;
  }
  if (!frame) {
    frame = std::make_unique<Frame>();
    frame->arena = allocate(plan_.arena_bytes);
    frame->places.resize(plan_.places.size());
    for (const Place& place : plan_.places) {
      if (place.kind == Place::Kind::variable) place.variable_handle.state().ensure();
    }
  }
  if (frame->threads < threads) {  // a smaller run keeps the room: full and partial batches alternate
    frame->scratch = allocate(checked_multiply(scratch_bytes(), threads));
    frame->pointers.resize(first_pointer_.back() * static_cast<std::size_t>(threads));
    frame->taken = std::make_unique<Frame::Next[]>(plan_.steps.size() * static_cast<std::size_t>(threads));
    frame->threads = threads;
  } else if (threads > 1) {
    for (std::size_t s = 0; s < plan_.steps.size(); ++s) {
      if (plan_.steps[s].runs != Runs::shared) continue;
      for (int t = 0; t < threads; ++t) frame->next(s, t).value.store(0, std::memory_order_relaxed);
    }
  }
  return frame;
}

void Program::give_back(std::unique_ptr<Frame> frame) const {
  for (auto& slot : idle_) {
    Frame* expected = nullptr;
    if (slot.load(std::memory_order_relaxed) == nullptr &&
        slot.compare_exchange_strong(expected, frame.get(), std::memory_order_release)) {
      (void)frame.release();
      return;
    }
  }
}

void Program::bind(Frame& frame, const RunArgs& args, int threads) const {
  std::size_t next = 0;
  for (int thread = 0; thread < threads; ++thread) {
    for (std::size_t i = 0; i < plan_.places.size(); ++i) {
      const Place& place = plan_.places[i];
      const auto index = static_cast<std::size_t>(place.index);
      const std::byte* at = nullptr;
      switch (place.kind) {
        case Place::Kind::arena: at = frame.arena.get(); break;
        case Place::Kind::local: at = frame.scratch.get() + scratch_bytes() * thread; break;
        case Place::Kind::parameter: at = static_cast<const std::byte*>(args.parameters[index]); break;
        case Place::Kind::result: at = static_cast<const std::byte*>(args.results[index]); break;
        case Place::Kind::variable: at = place.variable_handle.state().storage.raw(); break;
        case Place::Kind::constant: at = plan_.constants[index].raw(); break;
      }
      frame.places[i] = const_cast<std::byte*>(at + place.offset);
    }
    for (const Step& step : plan_.steps) {
      for (const int p : step.in) frame.pointers[next++] = frame.places[static_cast<std::size_t>(p)];
      for (const int p : step.out) frame.pointers[next++] = frame.places[static_cast<std::size_t>(p)];
    }
  }
}

/// A thread begins with its own share of the chunks, the same from step to step, so that its weights stay in its cache.
/// It helps the others only where it would wait for them: a chunk that changes its core takes its weights along, 15 µs
/// for 48 KB between two cores that share no cache.
void Program::share(Frame& frame, std::size_t step, std::int64_t chunks, int thread, int threads,
                    const KernelArgs& args) const {
  const Kernel& kernel = *plan_.steps[step].kernel;
  if (threads == 1) {
    for (std::int64_t c = 0; c < chunks; ++c) kernel.run(args, c);
    return;
  }
  // What is left over when chunks do not divide goes to other threads from step to step.
  const std::int64_t turn = static_cast<std::int64_t>(step) % threads;
  for (int i = 0; i < (plan_.steps[step].last_of_phase ? threads : 1); ++i) {
    const int owner = (thread + i) % threads;
    const std::int64_t first = (chunks * owner + turn) / threads;
    const std::int64_t count = (chunks * (owner + 1) + turn) / threads - first;
    std::atomic<std::int64_t>& next = frame.next(step, owner).value;
    while (next.load(std::memory_order_relaxed) < count) {
      const std::int64_t c = next.fetch_add(1, std::memory_order_relaxed);
      if (c >= count) break;
      kernel.run(args, first + c);
    }
  }
}

void Program::work(void* context, int thread, int threads, Barrier& barrier) {
  auto& region = *static_cast<Region*>(context);
  const Program& self = *region.program;
  Frame& frame = *region.frame;
  std::byte* scratch = frame.scratch.get() + self.scratch_bytes() * thread + self.plan_.local_bytes;
  void* const* pointers = frame.pointers.data() + self.first_pointer_.back() * static_cast<std::size_t>(thread);
  std::size_t s = 0;
  for (std::size_t phase = 0; phase < self.plan_.phase_end.size(); ++phase) {
    const auto end = static_cast<std::size_t>(self.plan_.phase_end[phase]);
    for (; s < end; ++s) {
      const Step& step = self.plan_.steps[s];
      void* const* operands = pointers + self.first_pointer_[s];
      const KernelArgs args{operands, operands + step.in.size(), region.rows, scratch, &frame.fault};
      const std::int64_t chunks = step.kernel->chunks(region.rows);
      const auto start = self.profile_ ? std::chrono::steady_clock::now() : std::chrono::steady_clock::time_point{};
      if (step.runs == Runs::shared) {
        self.share(frame, s, chunks, thread, threads, args);
      } else if (step.runs == Runs::each || thread == 0) {
        for (std::int64_t c = 0; c < chunks; ++c) step.kernel->run(args, c);
      }
      if (self.profile_ && thread == 0) {
        self.seconds_[s] += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      }
    }
    if (frame.fault.raised()) {
      int seen = std::numeric_limits<int>::max();
      region.stop_phase.compare_exchange_strong(seen, static_cast<int>(phase));
    }
    if (phase + 1 < self.plan_.phase_end.size()) barrier.arrive_and_wait();
    if (region.stop_phase.load() <= static_cast<int>(phase)) break;
    if (static_cast<int>(phase) == self.plan_.guard_phase) {
      const float guarded = *static_cast<const float*>(frame.places[static_cast<std::size_t>(self.plan_.guard_place)]);
      if (!std::isfinite(guarded)) {
        if (thread == 0) region.outcome = Outcome::not_finite;
        break;
      }
    }
  }
}

int Program::threads_for(std::int64_t rows) const {
  const bool small = cost_seconds_ * static_cast<double>(std::max<std::int64_t>(rows, 1)) <
                     kSmallRun * static_cast<double>(std::max<std::int64_t>(plan_.capacity, 1));
  return small ? 1 : threads();
}

Outcome Program::run(const RunArgs& args) const {
  const int count = args.threads > 0 ? args.threads : threads_for(args.rows);
  std::unique_ptr<Frame> frame = take_frame(count);
  frame->fault.clear();
  bind(*frame, args, count);
  Region region{.program = this, .frame = frame.get(), .rows = args.rows};
  if (count == 1) {
    Barrier alone;
    work(&region, 0, 1, alone);
  } else {
    parallel_region(count, work, &region);
  }
  if (profile_) ++runs_;
  if (frame->fault.raised()) throw_fault(*frame);
  give_back(std::move(frame));
  return region.outcome;
}

void Program::throw_fault(const Frame& frame) const {
  if (frame.fault.code() == Fault::exception) std::rethrow_exception(frame.fault.thrown());
  const std::string row = std::to_string(frame.fault.position());
  const std::string value = std::to_string(frame.fault.value());
  if (frame.fault.code() == Fault::label_out_of_range) {
    throw DataError({.where = "labels",
                     .rule = "A label must be a whole number in [0, number of classes)",
                     .received = value + " in row " + row + " of the batch",
                     .hint = "Count the classes from 0, and give the last layer one unit for each"});
  }
  throw DataError({.where = "take",
                   .rule = "An index must lie inside the axis that it takes from",
                   .received = value + " at position " + row});
}

std::string Program::describe() const {
  std::string out;
  for (const Step& step : plan_.steps) {
    const char* who = step.runs == Runs::each ? "  each thread" : step.runs == Runs::first ? "  first thread" : "";
    out += "phase " + std::to_string(step.phase) + "  " + step.name + "  chunks " +
           std::to_string(step.kernel->chunks(plan_.capacity)) + who + "\n";
  }
  return out;
}

std::string Program::profile() const {
  std::string out = "profile of " + std::to_string(runs_.load()) + " runs (thread 0)\n";
  double total = 0;
  for (std::size_t s = 0; s < plan_.steps.size(); ++s) {
    char line[64];
    const double micro = seconds_[s] / static_cast<double>(std::max<std::int64_t>(runs_.load(), 1)) * 1e6;
    total += micro;
    std::snprintf(line, sizeof line, "%9.2f us  phase %2d  ", micro, plan_.steps[s].phase);
    out += line + plan_.steps[s].name + "\n";
  }
  return out + std::to_string(total) + " us in kernels";
}

}  // namespace glia::detail
