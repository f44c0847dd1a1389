#include "glia/backends/cpu/instruction_set.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "glia/base/log.hpp"
#include "glia/base/simd_targets.hpp"
// Highway's headers come after the choice of targets.
#include <hwy/highway.h>

namespace glia::detail::cpu {
namespace {

struct InstructionSet {
  std::string_view name;
  std::int64_t better;  // Highway's targets above it
};

constexpr std::int64_t kAvx512 = HWY_AVX3 | HWY_AVX3_DL;
constexpr InstructionSet kBestFirst[] = {
    {"avx512", 0}, {"avx2", kAvx512}, {"sse4", kAvx512 | HWY_AVX2}, {"scalar", ~(HWY_SCALAR | HWY_EMU128)}};

bool obey(const char* wanted) {
  if (wanted == nullptr || *wanted == '\0') return true;
  std::string known;
  for (const InstructionSet& set : kBestFirst) {
    if (set.name == wanted) {
      if (set.better != 0) hwy::DisableTargets(set.better);
      return true;
    }
    known += (known.empty() ? "" : ", ") + std::string(set.name);
  }
  log_write(LogLevel::warning, "GLIA_CPU has no value \"" + std::string(wanted) + "\", so the best instruction set " +
                                   "of this processor is used. Known: " + known);
  return true;
}

}  // namespace

void limit_instruction_set() { [[maybe_unused]] static const bool obeyed = obey(std::getenv("GLIA_CPU")); }

}  // namespace glia::detail::cpu
