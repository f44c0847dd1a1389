// How near golden numbers must be, and the exceptions from that.
#include <gtest/gtest.h>
#include <set>

#include "glia/backends/cpu/instruction_set.hpp"
#include "glia/backends/cpu/test_targets.hpp"
#include "testing/golden.hpp"
#include "testing/tolerance.hpp"

namespace glia::tests {
namespace {

std::set<const void*>& met() {
  static std::set<const void*> exceptions;
  return exceptions;
}

Tolerance rule(DType dtype, double length, double factor) {
  // Without fused multiply-add each step of a product rounds twice.
  if (dtype == f32 && !has_fused_multiply_add()) factor *= 2;
  return dtype == f64 ? Tolerance{1e-9 * factor, 1e-300} : f32_tolerance(length, factor);
}

}  // namespace

bool has_fused_multiply_add() {
  static const bool fused = [] {
    detail::cpu::limit_instruction_set();
    const std::int64_t targets = hwy::SupportedTargets();
    hwy::GetChosenTarget().Update(targets);  // which the line before has set to the best, whatever GLIA_CPU says
    return detail::cpu::has_fused_multiply_add(targets);
  }();
  return fused;
}

void expect_golden(const std::string& file, const std::string& key, const std::string& what, const Array& got,
                   const Array& expected, double length) {
  const ::testing::AssertionResult strict = near(got, expected, rule(got.dtype(), length, 1));
  for (const Value& e : golden("exceptions")["exceptions"].as_list()) {
    if (e["file"].as_string() != file || e["case"].as_string() != key || e["what"].as_string() != what) continue;
    met().insert(&e);
    EXPECT_FALSE(strict && has_fused_multiply_add())
        << file << ", " << key << ", " << what << ": testing/goldens/exceptions.json has no need of this";
    Tolerance wider = rule(got.dtype(), length, e["factor"].as_double());
    wider.abs += e["abs"].as_double();
    EXPECT_TRUE(near(got, expected, wider))
        << file << ", " << key << ", " << what << ": as allowed by testing/goldens/exceptions.json";
    return;
  }
  EXPECT_TRUE(strict) << file << ", " << key << ", " << what;
}

void expect_all_exceptions_met(const std::string& file) {
  for (const Value& e : golden("exceptions")["exceptions"].as_list()) {
    if (e["file"].as_string() != file || met().contains(&e)) continue;
    ADD_FAILURE() << "No number of " << file << " is called " << e["what"].as_string() << " of "
                  << e["case"].as_string() << ", which testing/goldens/exceptions.json excepts";
  }
}

}  // namespace glia::tests
