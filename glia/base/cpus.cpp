#include "glia/base/cpus.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <thread>

#ifdef __linux__
#include <sched.h>
#endif

namespace glia::detail {
namespace {

// "max 100000" (no quota), "150000 100000" or, from the two files of version 1, "-1 100000".
int whole_cpus(const std::string& quota, double period) {
  const bool digits = !quota.empty() && quota.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || quota.size() > 18 || !(period > 0)) return 0;
  const double cpus = std::stod(quota) / period;
  return static_cast<int>(std::clamp(cpus, 1.0, 1e6));
}

/// Whether a list such as "cpu,cpuacct" has the word "cpu".
bool names_cpu(const std::string& controllers) {
  std::istringstream words(controllers);
  for (std::string word; std::getline(words, word, ',');) {
    if (word == "cpu") return true;
  }
  return false;
}

int quota_of(const std::string& folder) {
  std::string quota;
  double period = 0;
  if (std::ifstream both(folder + "/cpu.max"); both >> quota >> period) return whole_cpus(quota, period);
  std::ifstream quota_file(folder + "/cpu.cfs_quota_us");
  std::ifstream period_file(folder + "/cpu.cfs_period_us");
  if (quota_file >> quota && period_file >> period) return whole_cpus(quota, period);
  return 0;
}

int smaller_quota(int a, int b) { return a == 0 ? b : b == 0 ? a : std::min(a, b); }

// Inside a container the path may be the host's and absent here; the mount's own root then holds the container's quota,
// which the walk upwards reaches.
int least_quota(const std::string& mount, std::string path) {
  int least = 0;
  while (true) {
    while (!path.empty() && path.back() == '/') path.pop_back();
    least = smaller_quota(least, quota_of(mount + path));
    if (path.empty()) return least;
    path.resize(std::min(path.rfind('/'), path.size() - 1));
  }
}

}  // namespace

int affinity_cpus() {
#ifdef __linux__
  // 1,024 CPUs fit in cpu_set_t; larger machines answer EINVAL and are counted by the standard library.
  cpu_set_t mask;
  if (sched_getaffinity(0, sizeof mask, &mask) == 0) return std::max(CPU_COUNT(&mask), 1);
#endif
  return std::max(static_cast<int>(std::thread::hardware_concurrency()), 1);
}

int cgroup_cpus(const std::string& root) {
  int least = 0;
  std::ifstream groups(root + "/proc/self/cgroup");
  // hierarchy:controllers:path; version 2 has the one line "0::path".
  for (std::string line; std::getline(groups, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = first == std::string::npos ? first : line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const std::string path = line.substr(second + 1);
    const std::string mount = root + "/sys/fs/cgroup";
    if (controllers.empty()) {
      least = smaller_quota(least, least_quota(mount, path));
      least = smaller_quota(least, least_quota(mount + "/unified", path));
    } else if (names_cpu(controllers)) {
      least = smaller_quota(least, least_quota(mount + "/" + controllers, path));
      if (controllers != "cpu") least = smaller_quota(least, least_quota(mount + "/cpu", path));
    }
  }
  return least;
}

int available_cpus() {
  const int quota = cgroup_cpus();
  return quota == 0 ? affinity_cpus() : std::min(affinity_cpus(), quota);
}

}  // namespace glia::detail
