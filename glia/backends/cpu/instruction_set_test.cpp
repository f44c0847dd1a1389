#include "glia/backends/cpu/instruction_set.hpp"

#include <cstdlib>
#include <iostream>

#include "glia/base/log.hpp"
#include "glia/base/simd_targets.hpp"
#include "glia/runtime/kernel.hpp"
// Highway's headers come after the choice of targets.
#include <hwy/highway.h>

namespace glia::detail::cpu {
namespace {

/// In a process of its own, in which no kernel has been chosen: asks for the kernels under GLIA_CPU=limit, prints what
/// is logged, and ends with 0 if just the targets in `allowed` that the processor has are left.
[[noreturn]] void choose_under(const char* limit, std::int64_t allowed) {
  const std::int64_t before = hwy::SupportedTargets();
  ::setenv("GLIA_CPU", limit, 1);
  set_log_sink([](LogLevel level, std::string_view text) {
    std::cerr << (level == LogLevel::warning ? "warning: " : "") << text;
  });
  (void)kernel_makers();
  const std::int64_t left = hwy::SupportedTargets();
  const std::int64_t wanted = before & allowed;
  std::exit(wanted == 0 ? (left & ~(HWY_SCALAR | HWY_EMU128)) != 0 : left != wanted);
}

constexpr std::int64_t kAll = ~std::int64_t{0};

class InstructionSet : public testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(InstructionSet, IsTheBestUpToTheLimit) {
  EXPECT_EXIT(choose_under("", kAll), testing::ExitedWithCode(0), "^$");
  EXPECT_EXIT(choose_under("avx512", kAll), testing::ExitedWithCode(0), "^$");
  EXPECT_EXIT(choose_under("avx2", ~(HWY_AVX3 | HWY_AVX3_DL)), testing::ExitedWithCode(0), "^$");
  EXPECT_EXIT(choose_under("sse4", ~(HWY_AVX3 | HWY_AVX3_DL | HWY_AVX2)), testing::ExitedWithCode(0), "^$");
  EXPECT_EXIT(choose_under("scalar", HWY_SCALAR | HWY_EMU128), testing::ExitedWithCode(0), "^$");
}

TEST_F(InstructionSet, UnknownIsAWarningThatNamesTheKnownOnes) {
  EXPECT_EXIT(choose_under("AVX-3", kAll), testing::ExitedWithCode(0),
              "^warning: GLIA_CPU has no value \"AVX-3\".*Known: avx512, avx2, sse4, scalar$");
}

}  // namespace
}  // namespace glia::detail::cpu
