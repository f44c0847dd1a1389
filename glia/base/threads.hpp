#pragma once

#pragma GCC visibility push(default)
namespace glia {

/// Sets how many threads (the calling one included) a run uses from now on: 1 … 1024, also more than there are CPUs; 0
/// restores the default. Results do not depend on it, not in the last bit. Runs that are under way keep their number.
/// Thread-safe. ValueError for any other number.
void set_threads(int count);

/// Threads that a run uses. Default: the CPUs that this process may use, by its affinity mask and its cgroup's quota.
int threads();

}  // namespace glia
#pragma GCC visibility pop
