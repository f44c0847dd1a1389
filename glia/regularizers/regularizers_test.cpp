#include "glia/regularizers/l1.hpp"
#include "glia/regularizers/l1l2.hpp"
#include "glia/regularizers/l2.hpp"
#include "glia/regularizers/orthogonal_regularizer.hpp"
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

TEST(Regularizers, FactorsAreNotNegative) {
  EXPECT_EQ(tests::message_of([] { penalty(regularizers::L2{-1}); }).substr(0, 48),
            "L2: The factor l2 must not be below 0, and finit");
  EXPECT_NE(tests::message_of([] { penalty(regularizers::L1{-1}); }).find("L1: The factor l1"), std::string::npos);
  EXPECT_NE(tests::message_of([] { penalty(regularizers::L1L2{0.1, -1}); }).find("factor l2"), std::string::npos);
}

TEST(Regularizers, OrthogonalRegularizerNeedsPairs) {
  using regularizers::OrthogonalRegularizer;
  const auto message = [](const OrthogonalRegularizer& r, const Array& w) {
    return tests::message_of([&] { r(Tensor(w)); });
  };
  const std::string rule =
      "OrthogonalRegularizer: The weight is a matrix of at least two rows, so that there is a pair";
  EXPECT_EQ(message({}, Array{1, 2}).substr(0, rule.size()), rule);
  EXPECT_EQ(message({}, Array{1, 2}.reshape({1, 2})).substr(0, rule.size()), rule);
  EXPECT_EQ(message({.mode = "columns"}, Array{1, 2}.reshape({2, 1})).substr(0, 64),
            "OrthogonalRegularizer: The weight is a matrix of at least two co");
  EXPECT_EQ(message({.mode = "row"}, Array{1, 2}.reshape({2, 1})),
            "OrthogonalRegularizer: The mode is \"rows\" or \"columns\". Received \"row\".");
  EXPECT_NE(message({.factor = -1}, Array{1, 2}.reshape({2, 1})).find("The factor must not be below 0"),
            std::string::npos);
}

TEST(Regularizers, UnknownNames) {
  EXPECT_EQ(tests::message_of([] { Regularizer("l3"); }).substr(0, 47),
            "regularizer: No regularizer has the name 'l3'. ");
}

}  // namespace
}  // namespace glia
