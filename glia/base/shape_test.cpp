#include "glia/base/shape.hpp"

#include "glia/base/error.hpp"

namespace glia {

TEST(Shape, SymbolicAxesBecomeMultiplesOfTheRows) {
  const Shape s{-1, 28, -4};
  EXPECT_EQ(s.str(), "(None, 28, 4n)");
  EXPECT_TRUE(s.is_symbolic());
  EXPECT_EQ(s.at(3), (Shape{3, 28, 12}));
  EXPECT_EQ(s.at(3).elements(), 3 * 28 * 12);
  EXPECT_THROW((void)s.elements(), ShapeError);
}

TEST(Shape, SizesAreCheckedBeforeTheyWrapAround) {
  const Shape s{std::int64_t{1} << 40, std::int64_t{1} << 40};
  EXPECT_THROW((void)s.elements(), ResourceError);
  EXPECT_THROW(Dim(~std::uint64_t{0}), ValueError);
  EXPECT_THROW((Shape{1, 1, 1, 1, 1, 1, 1, 1, 1}), ShapeError);
}

TEST(Shape, AxesCountFromBothEnds) {
  const Shape s{2, 3, 4};
  EXPECT_EQ(s.dim(-1), 4);
  EXPECT_EQ(s.axis(-3), 0);
  EXPECT_THROW((void)s.dim(3), ShapeError);
}

}  // namespace glia
