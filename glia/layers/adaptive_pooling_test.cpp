// Shapes, integers and errors of the adaptive poolings; the numbers are in conv_golden_test.cpp.
#include "glia/layers/adaptive_average_pooling1d.hpp"
#include "glia/layers/adaptive_average_pooling2d.hpp"
#include "glia/layers/adaptive_max_pooling1d.hpp"
#include "glia/layers/adaptive_max_pooling2d.hpp"
#include "glia/layers/adaptive_max_pooling3d.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::expect_error;

Tensor input(const Shape& shape, DType dtype = f32) { return detail::parameter(0, {shape, dtype}); }

TEST(AdaptivePooling, KeepsAnyBatch) {
  EXPECT_EQ((input({-1, 9, 2}) | AdaptiveAveragePooling1D{4}).shape(), (Shape{-1, 4, 2}));
  EXPECT_EQ((input({-1, 9, 7, 2}) | AdaptiveMaxPooling2D{{3, 5}}).shape(), (Shape{-1, 3, 5, 2}));
  EXPECT_EQ((input({-1, 2, 9, 7}) | AdaptiveAveragePooling2D{3, "channels_first"}).shape(), (Shape{-1, 2, 3, 3}));
  EXPECT_EQ((input({-1, 4, 5, 6, 2}) | AdaptiveMaxPooling3D{{2, 8, 1}}).shape(), (Shape{-1, 2, 8, 1, 2}));
  EXPECT_EQ((input({-1, 9, 2}, u8) | AdaptiveMaxPooling1D{2}).dtype(), DType(f32));
}

TEST(AdaptivePooling, WindowsOverlapWhereTheSizeIsNotAMultiple) {
  const Array x = Array{1, 2, 4, 8, 16}.reshape({1, 5, 1});  // windows [0, 2), [1, 4), [3, 5)
  EXPECT_EQ(tests::numbers(tests::run_layer(AdaptiveMaxPooling1D{3}, x)), (std::vector<double>{2, 8, 16}));
  EXPECT_NEAR(tests::run_layer(AdaptiveAveragePooling1D{3}, x).get(1), 14.0 / 3, 1e-6);
}

TEST(AdaptivePooling, RefusesWhatIsImpossible) {
  const Tensor image = input({-1, 9, 7, 2});
  expect_error<ValueError>([&] { (void)(image | AdaptiveMaxPooling2D{}); },
                           {"The output_size is missing", "adaptive_max_pooling2d"});
  expect_error<ValueError>([&] { (void)(image | AdaptiveAveragePooling2D{0}); }, {"output_size must be at least 1"});
  expect_error<ValueError>([&] { (void)(image | AdaptiveAveragePooling2D{-3}); }, {"output_size must be at least 1"});
  expect_error<ValueError>([&] { (void)(image | AdaptiveMaxPooling2D{{1, 2, 3}}); }, {"output_size has one number"});
  expect_error<ShapeError>([&] { (void)(image | AdaptiveMaxPooling1D{2}); }, {"1 spatial axes"});
  expect_error<ShapeError>([&] { (void)(input({-1, 0, 2}) | AdaptiveMaxPooling1D{2}); }, {"There are pixels to pool"});
  expect_error<ValueError>([&] { (void)(image | AdaptiveMaxPooling2D{2, "last"}); }, {"data_format"});
}

}  // namespace
}  // namespace glia
