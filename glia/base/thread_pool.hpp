#pragma once
#include "glia/base/barrier.hpp"
#include "glia/base/threads.hpp"

namespace glia::detail {

inline constexpr int max_threads = 1024;

/// The number of threads when set_threads() was not called: available_cpus(), read once, between 1 and max_threads.
int default_threads();

/// What each participant runs. `thread` counts from 0 (the caller) to `threads` − 1. It must not throw, and all
/// participants must arrive at `barrier` equally often.
using RegionBody = void (*)(void* context, int thread, int threads, Barrier& barrier);

/// Runs `body` on `threads` participants, the caller among them, and returns when all are done; what they wrote is then
/// visible. Takes the one pool of the process. If that is busy (another run, or this is called from inside one), after
/// a fork, during exit, or for threads ≤ 1, the caller runs the body alone, as thread 0 of 1. If the system refuses
/// threads, there are fewer. Never waits for another run; allocates only when there are more participants than ever
/// before.
void parallel_region(int threads, RegionBody body, void* context) noexcept;

}  // namespace glia::detail
