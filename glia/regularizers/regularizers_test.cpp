#include "glia/regularizers/l1.hpp"
#include "glia/regularizers/l1l2.hpp"
#include "glia/regularizers/l2.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

double penalty(const Regularizer& regularizer) {
  const TensorFunction& f = regularizer;
  return tests::value_of(f(Array{{1, -2}, {3, 0}})).item();
}

TEST(Regularizers, AddUp) {
  EXPECT_NEAR(penalty("l1"), 0.06, 1e-8);
  EXPECT_NEAR(penalty("l2"), 0.14, 1e-8);
  EXPECT_EQ(penalty(regularizers::L1{0.5}), 3);
  EXPECT_EQ(penalty(regularizers::L1L2{0.5, 0.25}), 6.5);
  EXPECT_EQ(penalty("l1l2"), 0);
}

TEST(Regularizers, ConfigMakesTheSameAgain) {
  for (const Regularizer& r :
       {Regularizer("l1"), Regularizer(regularizers::L2{0.3}), Regularizer("l1l2"), Regularizer()}) {
    Regularizer again = "l2";
    from_config(to_config(r), again);
    EXPECT_EQ(to_config(again), to_config(r));
  }
  EXPECT_FALSE(static_cast<bool>(Regularizer("")));
}

TEST(Regularizers, UnknownNames) {
  EXPECT_EQ(tests::message_of([] { Regularizer("l3"); }).substr(0, 47),
            "regularizer: No regularizer has the name 'l3'. ");
}

}  // namespace
}  // namespace glia
