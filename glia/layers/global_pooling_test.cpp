#include "glia/layers/global_average_pooling1d.hpp"
#include "glia/layers/global_average_pooling2d.hpp"
#include "glia/layers/global_average_pooling3d.hpp"
#include "glia/layers/global_max_pooling1d.hpp"
#include "glia/layers/global_max_pooling2d.hpp"
#include "glia/layers/global_max_pooling3d.hpp"
#include "testing/expect_error.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::expect_error;

Tensor input(const Shape& shape) { return detail::parameter(0, {shape, f32}); }

TEST(GlobalPooling, ReducesAnyBatch) {
  EXPECT_EQ((input({-1, 5, 3}) | GlobalMaxPooling1D{}).shape(), (Shape{-1, 3}));
  EXPECT_EQ((input({-1, 5, 4, 3}) | GlobalAveragePooling2D{.keepdims = true}).shape(), (Shape{-1, 1, 1, 3}));
  EXPECT_EQ((input({-1, 3, 4, 4, 4}) | GlobalAveragePooling3D{"channels_first"}).shape(), (Shape{-1, 3}));
}

TEST(GlobalPooling, HasKerasNames) {
  const auto name = [](const Layer& layer) { return detail::snake_case(layer.class_name()); };
  EXPECT_EQ(name(GlobalMaxPooling1D{}), "global_max_pooling1d");
  EXPECT_EQ(name(GlobalAveragePooling2D{}), "global_average_pooling2d");
  EXPECT_EQ(name(GlobalMaxPooling3D{}), "global_max_pooling3d");
}

TEST(GlobalPooling, RefusesOtherRanksAndFormats) {
  expect_error<ShapeError>(
      [] {
        (void)(input({-1, 5, 3}) | GlobalMaxPooling2D{});
      },
      {"2 spatial axes", "4 axes", "global_max_pooling2d"});
  expect_error<ShapeError>([] { (void)(input({-1, 5}) | GlobalAveragePooling1D{}); }, {"1 spatial axes", "3 axes"});
  expect_error<ValueError>(
      [] {
        (void)(input({-1, 5, 3}) | GlobalAveragePooling1D{"channels_middle"});
      },
      {"data_format", "channels_middle"});
}

}  // namespace
}  // namespace glia
