#include "testing/tolerance.hpp"

#include <cmath>

using namespace glia;
using namespace glia::tests;

TEST(Tolerance, IsRelativeToElementOrRms) {
  EXPECT_TRUE(near(Array{100, 0.5}, Array{100, 0}, {0.01, 0}));  // rms 70.7 allows 0.707
  EXPECT_FALSE(near(Array{100, 0.8}, Array{100, 0}, {0.01, 0}));
  EXPECT_TRUE(near(Array{1.5}, Array{1}, {0, 0.5}));
  EXPECT_FALSE(near(Array{1.5}, Array{1}, {0, 0.25}));
}

TEST(Tolerance, ComparesShapesAndSpecialValues) {
  EXPECT_FALSE(near(Array{1, 2}, Array{1, 2}.reshape({2, 1}), {1, 1}));
  EXPECT_TRUE(near(Array{NAN, INFINITY}, Array{NAN, INFINITY}, {}));
  EXPECT_FALSE(near(Array{NAN}, Array{1}, {1, 1}));
  EXPECT_FALSE(near(Array{INFINITY}, Array{-INFINITY}, {1, 1}));
  EXPECT_FALSE(near(Array{INFINITY}, Array{1}, {1, 1}));
}
