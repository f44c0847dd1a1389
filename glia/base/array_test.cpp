#include "glia/base/array.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "testing/expect_error.hpp"

namespace glia {
namespace {

std::vector<Array> temporaries() { return {Array{{1, 2}, {3, 4}}}; }

TEST(ArrayElement, KeepsTheMemoryOfATemporary) {
  auto of_vector = temporaries()[0](1, 0);
  auto of_array = Array{{5, 6}}(0, 1);
  const std::vector<Array> others(100, Array{{9, 9}, {9, 9}}.copy());  // would take the memory over
  for (int i = 0; i < 100; ++i) (void)Array{{7, 7}, {7, 7}};
  EXPECT_EQ(of_vector, 3.0);
  EXPECT_EQ(of_array, 6.0);
  of_vector = 8;
  EXPECT_EQ(of_vector, 8.0);
}

TEST(ArrayElement, ReadsAndWritesItsArray) {
  for (const DType dtype : {f32, f64, i32, i64, u8}) {
    Array a(Shape{2, 3}, dtype);
    a(1, 2) = 5;
    a(-1, -1) += 2;
    a(0, 1) = a(1, 2);
    a(0, 1) -= 1;
    a(0, 2) = 2;
    a(0, 2) *= 3;
    a(0, 2) /= 2;
    EXPECT_EQ(a.get(5), 7);
    EXPECT_EQ(a.get(1), 6);
    EXPECT_EQ(a.get(2), 3);
    EXPECT_EQ(a.get(0), 0);
  }
  std::vector<float> numbers{1, 2, 3};
  Array view = Array::view(std::span(numbers), {3});
  view(1) = 7;
  EXPECT_EQ(numbers[1], 7);
}

// The numbers are NumPy's.
TEST(ArrayReductions, GoOverAllElements) {
  for (const DType dtype : {f32, f64, i32, i64}) {
    const Array a = Array{{3, -1, 2}, {7, 0, -4}}.cast(dtype);
    EXPECT_EQ(a.max(), 7) << dtype.name();
    EXPECT_EQ(a.min(), -4) << dtype.name();
    EXPECT_EQ(a.sum(), 7) << dtype.name();
    EXPECT_DOUBLE_EQ(a.mean(), 7.0 / 6) << dtype.name();
    EXPECT_EQ(a[1].max(), 7);
    EXPECT_EQ(a.rows(0, 1).min(), -1) << "a view";
  }
  const Array bytes = Array{255, 254, 1}.cast(u8);
  EXPECT_EQ(bytes.sum(), 510) << "does not wrap at 255";
  EXPECT_EQ(bytes.max(), 255);
  const Array truths = Array{1, 0, 1}.cast(boolean);
  EXPECT_EQ(truths.sum(), 2);
  EXPECT_EQ(truths.min(), 0);
  EXPECT_EQ(Array(Shape{}).max(), 0) << "a number is its own maximum";
}

TEST(ArrayReductions, KeepDigits) {
  Array tenths(Shape{1'000'000}, f64);
  tenths.fill(0.1);
  EXPECT_NEAR(tenths.sum(), 100'000, 1e-9) << "one after the other they give 100000.00000133288";
  Array large(Shape{3}, i64);
  large.span<std::int64_t>()[0] = (std::int64_t{1} << 60) + 1;
  large.span<std::int64_t>()[1] = -(std::int64_t{1} << 60);
  EXPECT_EQ(large.sum(), 1);
}

TEST(ArrayReductions, TreatNaNAndInfinityAsNumPy) {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  for (const Array& a : {Array{nan, 1, 2}, Array{1, nan, 2}, Array{1, 2, nan}}) {
    EXPECT_TRUE(std::isnan(a.max()));
    EXPECT_TRUE(std::isnan(a.min()));
    EXPECT_TRUE(std::isnan(a.mean()));
    EXPECT_TRUE(std::isnan(a.sum()));
  }
  EXPECT_EQ((Array{-inf, 1, inf}.max()), inf);
  EXPECT_EQ((Array{-inf, 1, inf}.min()), -inf);
  EXPECT_TRUE(std::isnan(Array{-inf, inf}.sum()));
}

TEST(ArrayReductions, OfNothing) {
  const Array none(Shape{0, 3});
  EXPECT_EQ(none.sum(), 0);
  tests::expect_error<ShapeError>([&] { (void)none.max(); },
                                  {"Array::max", "The largest of no values does not exist", "(0, 3)"});
  tests::expect_error<ShapeError>([&] { (void)none.min(); }, {"Array::min", "The smallest of no values"});
  tests::expect_error<ShapeError>([&] { (void)none.mean(); }, {"Array::mean", "The mean of no values"});
}

}  // namespace
}  // namespace glia
