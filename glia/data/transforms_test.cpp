#include "glia/data/transforms.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "glia/base/error.hpp"
#include "testing/expect_error.hpp"

namespace glia::utils {
namespace {

using tests::message_of;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST(ToCategorical, OneHotOfAnyLabelType) {
  const Array y = std::vector<std::uint8_t>{0, 2, 1};
  const Array a = to_categorical(y);
  EXPECT_EQ(a.dtype(), f32);
  EXPECT_EQ(a.shape(), (Shape{3, 3}));
  for (int row = 0; row < 3; ++row) {
    for (int c = 0; c < 3; ++c) EXPECT_EQ(a(row, c), c == y(row) ? 1 : 0);
  }
  EXPECT_EQ(to_categorical(Array{1.0, 0.0}, 5).shape(), (Shape{2, 5}));
  EXPECT_EQ(to_categorical(Array(Shape{4, 1}, i64)).shape(), (Shape{4, 1}));
  EXPECT_EQ(to_categorical(Array(Shape{2, 3}, i32), 4).shape(), (Shape{2, 3, 4}));
  EXPECT_EQ(to_categorical(Array(), 4).shape(), (Shape{0, 4}));
}

TEST(ToCategorical, RefusesWhatIsNoLabel) {
  EXPECT_EQ(message_of([] {
              to_categorical(Array{0.0, -1.0});
            }),
            "to_categorical: Labels are whole numbers from 0 on. Received -1 at element 1.");
  EXPECT_EQ(message_of([] { to_categorical(Array{0.5}); }),
            "to_categorical: Labels are whole numbers from 0 on. Received 0.5 at element 0.");
  EXPECT_EQ(message_of([] {
              to_categorical(Array{0.0, 3.0, 4.0}, 3);
            }),
            "to_categorical: A label is too large for 3 classes. Expected 0 to 2, received 3 at element 1.");
  EXPECT_THROW(to_categorical(Array{kNan}), DataError);
  EXPECT_THROW(to_categorical(Array{1e300}), DataError);
  EXPECT_THROW(to_categorical(Array()), DataError);
  EXPECT_THROW(to_categorical(Array(), 0), ValueError);
}

TEST(Normalize, MapsTheRangeToZeroAndOne) {
  const Array a = normalize(std::vector<std::uint8_t>{50, 100, 250});
  EXPECT_EQ(a.dtype(), f32);
  EXPECT_EQ(a(0), 0);
  EXPECT_FLOAT_EQ(static_cast<float>(a(1)), 0.25F);
  EXPECT_EQ(a(2), 1);
  const Array wide = normalize(std::vector<double>{-1.5e308, 0, 1.5e308});
  EXPECT_EQ(wide.dtype(), f64);
  EXPECT_EQ(wide(1), 0.5);
  EXPECT_EQ(wide(2), 1);
  EXPECT_EQ(normalize(Array{3.0, 3.0})(1), 0);
  EXPECT_EQ(message_of([] { normalize(Array()); }), "normalize: There are no data. Received shape (0,).");
  EXPECT_EQ(message_of([] {
              normalize(Array{1.0, kNan});
            }),
            "normalize: All values must be finite. Received nan at element 1. Remove or replace missing values first.");
}

TEST(Standardize, EveryColumnGetsMeanZeroAndDeviationOne) {
  const auto [x, scale] = standardize(Array{{1, 10, 7}, {2, 30, 7}, {6, 80, 7}});
  EXPECT_EQ(scale.mean(0), 3);
  EXPECT_NEAR(scale.std(0), std::sqrt(14.0 / 3), 1e-15);
  EXPECT_EQ(scale.std(2), 0);
  for (int c = 0; c < 2; ++c) {
    EXPECT_NEAR(x(0, c) + x(1, c) + x(2, c), 0, 1e-6);
    EXPECT_NEAR(x(0, c) * x(0, c) + x(1, c) * x(1, c) + x(2, c) * x(2, c), 3, 1e-6);
  }
  EXPECT_EQ(x(1, 2), 0) << "a constant column must not become NaN";
  const Array test = scale.apply(Array{{3, 40, 9}});
  EXPECT_EQ(test(0, 0), 0);
  EXPECT_EQ(test(0, 1), 0);
  EXPECT_EQ(test(0, 2), 2);
}

TEST(Standardize, RoundingIsNotTakenForSpread) {
  const auto [x, scale] = standardize(std::vector<double>(1000, 0.1));
  EXPECT_EQ(scale.std.item(), 0);
  EXPECT_NEAR(x(999), 0, 1e-12);
}

TEST(Standardize, RefusesWhatDoesNotFit) {
  const auto scale = standardize(Array{{1, 2}, {3, 4}}).scale;
  EXPECT_EQ(
      message_of([&] {
        scale.apply(Array{{1, 2, 3}});
      }),
      "standardize: The rows must have the shape of those that the scale was made from. Expected (2,), received (3,).");
  EXPECT_THROW(standardize(Array(Shape{0, 3})), DataError);
  EXPECT_THROW(standardize(Array(Shape{})), ShapeError);
  EXPECT_THROW(standardize(Array{std::numeric_limits<double>::infinity()}), DataError);
}

TEST(TakeRows, CopiesRowsInTheGivenOrder) {
  const Array x{{1, 2}, {3, 4}, {5, 6}};
  const Array a = take_rows(x, {2, 0, -1, 2});
  EXPECT_EQ(a.shape(), (Shape{4, 2}));
  EXPECT_EQ(a(0, 1), 6);
  EXPECT_EQ(a(1, 0), 1);
  EXPECT_EQ(a(2, 0), 5);
  EXPECT_EQ(take_rows(x, {}).shape(), (Shape{0, 2}));
  EXPECT_EQ(message_of([&] { take_rows(x, {3}); }), "take_rows: Row 3 does not exist. Expected -3 to 2.");
  EXPECT_THROW(take_rows(x, {-4}), ValueError);
}

TEST(TrainTestSplit, KeepsRowsTogetherAndLosesNone) {
  Array x(Shape{101, 2}, i32);
  Array y(Shape{101}, i64);
  for (std::int64_t i = 0; i < 101; ++i) {
    x(i, 0) = static_cast<double>(i);
    y(i) = static_cast<double>(7 * i);
  }
  const auto [train, test] = train_test_split(x, y, 0.25, 3);
  EXPECT_EQ(test.x.shape(), (Shape{26, 2}));
  EXPECT_EQ(train.x.shape(), (Shape{75, 2}));
  std::vector<double> seen;
  for (const auto* part : {&train, &test}) {
    for (std::int64_t i = 0; i < part->y.dim(0); ++i) {
      EXPECT_EQ(part->y(i), 7 * part->x(i, 0));
      seen.push_back(part->x(i, 0));
    }
  }
  EXPECT_FALSE(std::is_sorted(seen.begin(), seen.end()));
  std::sort(seen.begin(), seen.end());
  for (std::size_t i = 0; i < 101; ++i) EXPECT_EQ(seen[i], static_cast<double>(i));
  const auto again = train_test_split(x, y, 0.25, 3);
  const auto other = train_test_split(x, y, 0.25, 4);
  EXPECT_TRUE(std::ranges::equal(again.test.y.span<std::int64_t>(), test.y.span<std::int64_t>()));
  EXPECT_FALSE(std::ranges::equal(other.test.y.span<std::int64_t>(), test.y.span<std::int64_t>()));
}

TEST(TrainTestSplit, RefusesWhatCannotBeSplit) {
  EXPECT_EQ(message_of([] {
              train_test_split(Array{1, 2}, Array{1});
            }),
            "train_test_split: x and y must have the same number of rows. Expected 2, received 1.");
  EXPECT_EQ(message_of([] { train_test_split(Array{1}, Array{1}); }),
            "train_test_split: No row would be left to train on. Received 1 rows, test_size 0.25.");
  EXPECT_EQ(message_of([] {
              train_test_split(Array{1, 2}, Array{1, 2}, 1);
            }),
            "train_test_split: test_size is a part of the rows, between 0 and 1. Received 1.");
  EXPECT_THROW(train_test_split(Array(), Array()), DataError);
  EXPECT_THROW(train_test_split(Array{1, 2}, Array{1, 2}, kNan), ValueError);
}

}  // namespace glia::utils
