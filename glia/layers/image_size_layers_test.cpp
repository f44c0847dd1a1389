// Zero padding, cropping and upsampling: names, forms of their arguments, errors; more numbers are in the goldens.
#include "glia/layers/cropping1d.hpp"
#include "glia/layers/cropping2d.hpp"
#include "glia/layers/cropping3d.hpp"
#include "glia/layers/up_sampling1d.hpp"
#include "glia/layers/up_sampling2d.hpp"
#include "glia/layers/up_sampling3d.hpp"
#include "glia/layers/zero_padding1d.hpp"
#include "glia/layers/zero_padding2d.hpp"
#include "glia/layers/zero_padding3d.hpp"
#include "testing/expect_error.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::expect_error;

Tensor input(const Shape& shape, DType dtype = f32) { return detail::parameter(0, {shape, dtype}); }
std::string name(const Layer& layer) { return detail::snake_case(layer.class_name()); }

TEST(ImageSizes, HaveKerasNames) {
  EXPECT_EQ(name(ZeroPadding1D{}), "zero_padding1d");
  EXPECT_EQ(name(ZeroPadding3D{}), "zero_padding3d");
  EXPECT_EQ(name(Cropping2D{}), "cropping2d");
  EXPECT_EQ(name(UpSampling2D{}), "up_sampling2d");
  EXPECT_EQ(name(UpSampling3D{}), "up_sampling3d");
}

TEST(ImageSizes, MarginsHaveKerasForms) {
  const Tensor steps = input({-1, 5, 2}), image = input({-1, 5, 6, 2});
  EXPECT_EQ((steps | ZeroPadding1D{}).shape(), (Shape{-1, 7, 2}));
  EXPECT_EQ((steps | ZeroPadding1D{{1, 4}}).shape(), (Shape{-1, 10, 2}));
  EXPECT_EQ((image | ZeroPadding2D{2}).shape(), (Shape{-1, 9, 10, 2}));
  EXPECT_EQ((image | ZeroPadding2D{{1, 4}}).shape(), (Shape{-1, 7, 14, 2}));
  EXPECT_EQ((image | ZeroPadding2D{{{1, 4}, {0, 3}}}).shape(), (Shape{-1, 10, 9, 2}));
  EXPECT_EQ((image | ZeroPadding2D{1, "channels_first"}).shape(), (Shape{-1, 5, 8, 4}));
  EXPECT_EQ((image | Cropping2D{}).shape(), (Shape{-1, 5, 6, 2}));
  EXPECT_EQ((image | Cropping2D{{{1, 0}, {2, 3}}}).shape(), (Shape{-1, 4, 1, 2}));
  EXPECT_EQ((input({-1, 3, 4, 5, 2}) | Cropping3D{}).shape(), (Shape{-1, 1, 2, 3, 2}));
}

TEST(ImageSizes, MarginsAreWrittenAsKerasReadsThem) {
  EXPECT_EQ(to_config(Margins(2)), Value(2));
  EXPECT_EQ(to_config(Margins{1, 2}), Value::list({1, 2}));
  EXPECT_EQ(to_config(Margins{{1, 2}, {0, 3}}), Value::list({Value::list({1, 2}), Value::list({0, 3})}));
  Margins read;
  from_config(Value::list({Value::list({1, 2}), 4}), read);
  EXPECT_EQ(read, (Margins{{1, 2}, 4}));
}

TEST(ImageSizes, KeepIntegers) {
  EXPECT_EQ((input({-1, 5, 6, 1}, u8) | ZeroPadding2D{}).dtype(), DType(u8));
  EXPECT_EQ((input({-1, 5, 6, 1}, u8) | UpSampling2D{}).dtype(), DType(u8));
  EXPECT_EQ((input({-1, 5, 6, 1}, u8) | UpSampling2D{.interpolation = "bilinear"}).dtype(), DType(f32));
}

TEST(ImageSizes, RefuseWhatIsImpossible) {
  const Tensor steps = input({-1, 5, 2}), image = input({-1, 5, 6, 2});
  expect_error<ValueError>([&] { (void)(image | ZeroPadding2D{-1}); }, {"padding must not be negative", "-1"});
  expect_error<ValueError>(
      [&] {
        (void)(image | ZeroPadding2D{{1, 2, 3}});
      },
      {"for each spatial axis", "zero_padding2d"});
  expect_error<ValueError>([&] { (void)(steps | ZeroPadding1D{{1, 2, 3}}); }, {"for each spatial axis"});
  expect_error<ValueError>([&] { (void)(image | Cropping2D{{{1, 2, 3}, {1, 2}}}); }, {"cropping has one number"});
  expect_error<ShapeError>([&] { (void)(steps | Cropping1D{{2, 3}}); }, {"leaves something", "below 5", "cropping1d"});
  expect_error<ShapeError>([&] { (void)(image | Cropping2D{{0, 3}}); }, {"below 6 on spatial axis 1"});
  expect_error<ShapeError>([&] { (void)(steps | ZeroPadding2D{}); }, {"2 spatial axes"});
  expect_error<ValueError>([&] { (void)(steps | UpSampling1D{0}); }, {"size must be at least 1"});
  expect_error<ValueError>([&] { (void)(image | UpSampling2D{{1, 2, 3}}); }, {"size has one number"});
  expect_error<ValueError>([&] { (void)(image | UpSampling2D{.interpolation = "area"}); },
                           {"how pixels between others are made", "\"lanczos3\" or \"lanczos5\"", "received \"area\""});
  expect_error<ValueError>([&] { (void)(image | ZeroPadding2D{1, "middle"}); }, {"data_format"});
}

}  // namespace
}  // namespace glia
