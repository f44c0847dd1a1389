#include "testing/refusals.hpp"

#include <cctype>
#include <gtest/gtest.h>
#include <set>

#include "glia/base/error.hpp"
#include "glia/base/value.hpp"
#include "testing/golden.hpp"

namespace glia::tests {
namespace {

/// The error of a row's try, in sentences; none if it was accepted.
bool refused(const Refusal& row) {
  try {
    row.tried();
  } catch (const Error& error) {
    const std::string_view text = error.what();
    const ErrorParts& parts = error.parts();
    for (const std::string_view word : row.words)
      EXPECT_NE(text.find(word), std::string_view::npos) << "'" << word << "' is not in: " << text;
    EXPECT_FALSE(parts.where.empty()) << text;
    EXPECT_FALSE(parts.rule.empty()) << text;
    EXPECT_FALSE(parts.received.empty() && parts.hint.empty()) << "neither what was received nor what to try: " << text;
    return true;
  }
  return false;
}

}  // namespace

void check_refusals(std::string_view section, const std::vector<Refusal>& rows) {
  const Value& keras = golden("refusals")["cases"];
  const std::string prefix = std::string(section) + ": ";
  std::set<std::string> left;
  for (const auto& [name, answer] : keras.as_object())
    if (name.starts_with(prefix)) left.insert(name);
  for (const Refusal& row : rows) {
    const std::string name = prefix + std::string(row.name);
    SCOPED_TRACE(name);
    if (left.erase(name) == 0) {
      ADD_FAILURE() << "no other row and a case of refusals.json have this name";
      continue;
    }
    const bool by_glia = refused(row);
    EXPECT_EQ(by_glia, !row.words.empty()) << (by_glia ? "refused" : "accepted");
    const bool agree = by_glia == keras[name].as_bool();
    EXPECT_EQ(agree, row.keras == Keras::agrees)
        << "Keras " << (keras[name].as_bool() ? "refuses" : "accepts") << " it";
  }
  for (const std::string& name : left) ADD_FAILURE() << "no row tries what Keras was asked: " << name;
}

}  // namespace glia::tests
