#pragma once

#include "glia/base/simd_targets.hpp"
// Highway's headers come after the choice of targets.
#include <hwy/highway.h>

namespace glia::detail::cpu {

/// Runs check(target) with each instruction set that this processor and the build have, the scalar fallback included.
template <class Check>
void for_each_target(Check&& check) {
  std::vector<std::int64_t> targets = hwy::SupportedAndGeneratedTargets();
  if (std::find(targets.begin(), targets.end(), HWY_SCALAR) == targets.end()) targets.push_back(HWY_SCALAR);
  for (const std::int64_t target : targets) {
    SCOPED_TRACE(hwy::TargetName(target));
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    check(target);
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

inline bool has_fused_multiply_add(std::int64_t target) { return (target & (HWY_AVX2 | HWY_AVX3)) != 0; }

}  // namespace glia::detail::cpu
