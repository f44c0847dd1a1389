#include "glia/base/reals.hpp"

#include <gtest/gtest.h>

#include "glia/base/optional_dim.hpp"

namespace glia {
namespace {

Reals again(const Reals& v) {
  Reals out = 7;
  from_config(to_config(v), out);
  return out;
}

TEST(Reals, NoneOneOrSeveralSurviveTheirConfig) {
  for (const Reals& v : {Reals{}, Reals{0.25}, Reals(3), Reals{0.2, 0.5}, Reals{1}}) EXPECT_EQ(again(v), v);
  EXPECT_TRUE(to_config(Reals{}).is_null());
  EXPECT_EQ(to_config(Reals{0.25}).as_double(), 0.25);
  EXPECT_EQ(to_config(Reals{0.2, 0.5}).as_list().size(), 2U);
}

TEST(OptionalDim, NoneAndNumbersSurviveTheirConfig) {
  for (const std::optional<Dim>& v : {std::optional<Dim>{}, std::optional<Dim>{-1}, std::optional<Dim>{255}}) {
    std::optional<Dim> out = 3;
    from_config(to_config(v), out);
    EXPECT_EQ(out, v);
  }
}

}  // namespace
}  // namespace glia
