#include "glia/constraints/non_neg.hpp"
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

}  // namespace
}  // namespace glia
