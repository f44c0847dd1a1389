#include "glia/base/cpus.hpp"

#include <filesystem>
#include <fstream>
#include <sched.h>
#include <stdlib.h>

namespace glia::detail {
namespace {

class Cgroup : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/cgroup-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  void write(const std::string& path, const std::string& text) {
    const std::filesystem::path file = root_ + path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }

  std::string root_;
};

TEST_F(Cgroup, Version2TakesTheLeastQuotaOnTheWayUp) {
  write("/proc/self/cgroup", "0::/user/job\n");
  write("/sys/fs/cgroup/user/job/cpu.max", "max 100000\n");
  EXPECT_EQ(cgroup_cpus(root_), 0);
  write("/sys/fs/cgroup/user/cpu.max", "250000 100000\n");
  EXPECT_EQ(cgroup_cpus(root_), 2);
  write("/sys/fs/cgroup/user/job/cpu.max", "50000 100000\n");
  EXPECT_EQ(cgroup_cpus(root_), 1);
}

TEST_F(Cgroup, Version1ReadsQuotaAndPeriod) {
  write("/proc/self/cgroup", "5:cpuset:/\n3:cpu,cpuacct:/docker/abc\n");
  // The host's path is absent inside the container: its quota is at the mount's root.
  write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
  write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(cgroup_cpus(root_), 0);
  write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "300000\n");
  EXPECT_EQ(cgroup_cpus(root_), 3);
}

TEST_F(Cgroup, NonsenseIsNoQuota) {
  EXPECT_EQ(cgroup_cpus(root_), 0);
  write("/proc/self/cgroup", "nothing\n0:cpu\n0::relative\n\n");
  write("/sys/fs/cgroup/cpu.max", "99999999999999999999999999 0\n");
  EXPECT_EQ(cgroup_cpus(root_), 0);
}

TEST(Cpus, TheAffinityMaskLimits) {
  cpu_set_t before;
  ASSERT_EQ(sched_getaffinity(0, sizeof before, &before), 0);
  EXPECT_EQ(affinity_cpus(), CPU_COUNT(&before));
  cpu_set_t one;
  CPU_ZERO(&one);
  for (std::size_t cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(cpu, &before) && CPU_COUNT(&one) == 0) CPU_SET(cpu, &one);
  }
  ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
  EXPECT_EQ(available_cpus(), 1);
  ASSERT_EQ(sched_setaffinity(0, sizeof before, &before), 0);
}

}  // namespace
}  // namespace glia::detail
