#include "testing/golden.hpp"

#include <filesystem>
#include <gtest/gtest-spi.h>
#include <set>

using namespace glia;
using namespace glia::tests;

TEST(GoldenExceptions, AreFewAndHaveReasons) {
  std::size_t cases = 0;  // of numbers; refusals are words
  for (const auto& entry : std::filesystem::directory_iterator(source_root() / "testing/goldens")) {
    const std::string file = entry.path().stem();
    if (file == "refusals") continue;
    if (const Value* found = golden(file).find("cases")) cases += found->size();
  }
  std::set<std::string> excepted;
  for (const Value& e : golden("exceptions")["exceptions"].as_list()) {
    const std::string file = e["file"].as_string();
    const std::string key = e["case"].as_string();
    SCOPED_TRACE(file + ": " + key);
    const Value& known = golden(file)["cases"];
    EXPECT_NE(known.find(key), nullptr);
    EXPECT_GE(e["reason"].as_string().size(), 20U);
    EXPECT_TRUE(e["factor"].as_double() > 1 || e["abs"].as_double() > 0);
    EXPECT_LE(e["factor"].as_double(), 25);
    EXPECT_LE(e["abs"].as_double(), 1e-6);
    excepted.insert(file + ": " + key);
  }
  EXPECT_LE(100 * excepted.size(), cases) << "more than 1 % of the cases are excepted";
}

TEST(GoldenExceptions, OtherNumbersKeepTheRule) {
  const auto numbers = [](double second) { return Array(std::vector<double>{1, second}).cast(f64); };
  const Array one = numbers(1);
  expect_golden("a file", "a case", "value", numbers(1 + 9e-10), one);
  expect_golden("a file", "a case", "value", numbers(1 + 2e-7).cast(f32), one);
  EXPECT_NONFATAL_FAILURE(expect_golden("a file", "a case", "value", numbers(1 + 2e-9), one), "a case, value");
  EXPECT_NONFATAL_FAILURE(expect_golden("a file", "a case", "value", numbers(1 + 1e-6).cast(f32), one),
                          "a case, value");
}

TEST(GoldenExceptions, FailWhenTheyAreNotNeeded) {
  if (!has_fused_multiply_add()) GTEST_SKIP() << "exceptions are those of fused multiply-add";
  const Value& known = golden("activations")["cases"].value()["gelu_approximate"];
  const Array exact = array_of(known["gradient"]);
  EXPECT_NONFATAL_FAILURE(
      expect_golden("activations", "gelu_approximate", "gradient in f32", exact.cast(f32), exact.cast(f32)), "no need");
}
