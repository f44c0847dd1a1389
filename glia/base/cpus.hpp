#pragma once
#include <string>

namespace glia::detail {

/// CPUs that this process may use now: the smaller of its affinity mask and its cgroup's quota; at least 1.
int available_cpus();

/// CPUs in the affinity mask of the calling thread.
int affinity_cpus();

/// The least CPU quota of this process's control group and those above it, in whole CPUs, at least 1; 0 without any
/// quota. Version 2 (cpu.max) and version 1 (cpu.cfs_quota_us / cpu.cfs_period_us). A fraction is dropped: a team that
/// uses up its quota is stopped as a whole for the rest of each period, which costs more than the fraction gives.
/// `root` is put before "/proc/self/cgroup" and "/sys/fs/cgroup".
int cgroup_cpus(const std::string& root = "");

}  // namespace glia::detail
