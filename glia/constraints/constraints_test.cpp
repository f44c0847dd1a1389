#include "glia/constraints/max_norm.hpp"
#include "glia/constraints/min_max_norm.hpp"
#include "glia/constraints/non_neg.hpp"
#include "glia/constraints/unit_norm.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

TEST(Constraints, NonNegCutsAtZero) {
  const Constraint constraint = "non_neg";
  const TensorFunction& f = constraint;
  EXPECT_EQ(tests::numbers(tests::value_of(f(Array{-1, 0, 2}))), (std::vector<double>{0, 0, 2}));
  Constraint again;
  from_config(to_config(constraint), again);
  EXPECT_EQ(to_config(again), to_config(constraint));
}

TEST(Constraints, ConfigMakesTheSameAgain) {
  using namespace constraints;
  for (const Constraint& c :
       {Constraint(MaxNorm{3, 1}), Constraint(UnitNorm{{0, 1, 2}}), Constraint(MinMaxNorm{0.5, 2, 0.25, -1})}) {
    Constraint again;
    from_config(to_config(c), again);
    EXPECT_EQ(to_config(again), to_config(c));
  }
}

TEST(Constraints, Errors) {
  using namespace constraints;
  const auto message = [](const Constraint& c) {
    const TensorFunction& f = c;
    return tests::message_of([&] { f(Array{{1, 2}, {3, 4}}); });
  };
  EXPECT_NE(message(MaxNorm{-1}).find("MaxNorm: The max_value must not be below 0"), std::string::npos);
  EXPECT_EQ(message(MinMaxNorm{2, 1}),
            "MinMaxNorm: min_value must not exceed max_value. Received 2.000000 and 1.000000.");
  EXPECT_EQ(message(MinMaxNorm{0, 1, 2}), "MinMaxNorm: The rate lies between 0 and 1. Received 2.000000.");
  EXPECT_EQ(message(UnitNorm{Sizes{}}), "constraint: A norm goes along at least one axis.");
  EXPECT_NE(message(UnitNorm{2}), "");
}

}  // namespace
}  // namespace glia
