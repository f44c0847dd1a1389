#include "glia/ops/conv.hpp"

#include "glia/ops/conv_geometry.hpp"
#include "testing/check_op.hpp"
#include "testing/expect_error.hpp"

using namespace glia;
using namespace glia::tests;

namespace {

OpCase conv_case(const Shape& x, const Shape& kernel, const ops::ConvOptions& options = {}) {
  return {.name = "conv",
          .build = [options](const Tensors& t) { return ops::conv(t[0], t[1], options); },
          .inputs = {{.shape = x, .batch = true}, {.shape = kernel}},
          .length = static_cast<double>(kernel.elements() / kernel.dim(-1))};
}

}  // namespace

TEST(Op, ConvOnOneAxis) {
  OpCase plain = conv_case({2, 7, 3}, {3, 3, 4});
  // By hand: windows (1, 2, 3) and (2, 3, 4) against 1, 10, 100.
  plain.goldens = {{.inputs = {f64s({1, 2, 3, 4}, {1, 4, 1}), f64s({1, 10, 100}, {3, 1, 1})},
                    .output = f64s({321, 432}, {1, 2, 1})}};
  check_op(plain);
  check_op(conv_case({2, 7, 3}, {3, 3, 4}, {.strides = {2}, .padding = "same"}));
  check_op(conv_case({2, 7, 2}, {3, 2, 3}, {.padding = "causal", .dilation_rate = {2}}));
}

TEST(Op, ConvOnTwoAxes) {
  OpCase plain = conv_case({2, 5, 6, 3}, {3, 2, 3, 4});
  plain.more_shapes = {{{0, 5, 6, 3}, {3, 2, 3, 4}},
                       {{1, 3, 2, 1}, {3, 2, 1, 1}},
                       {{2, 1, 1, 2}, {1, 1, 2, 17}},
                       {{2, 4, 4, 0}, {3, 3, 0, 2}}};
  check_op(plain);
  check_op(conv_case({2, 6, 7, 3}, {3, 3, 3, 5}, {.strides = {2}, .padding = "same"}));
  check_op(conv_case({2, 6, 7, 2}, {2, 3, 2, 3}, {.strides = {3, 2}}));
  check_op(conv_case({1, 6, 7, 2}, {2, 3, 2, 3}, {.padding = "same", .dilation_rate = {2, 1}}));
  check_op(conv_case({2, 2, 5, 6}, {3, 3, 2, 3}, {.padding = "same", .data_format = "channels_first"}));
  check_op(conv_case({3, 2, 2, 2}, {1, 1, 2, 100}));  // the filters, seven panels, are shared out by two
}

TEST(Op, ConvOfGroups) {
  check_op(conv_case({2, 5, 4, 6}, {3, 3, 2, 6}, {.padding = "same"}));
  check_op(conv_case({2, 5, 4, 4}, {3, 3, 1, 8}, {.strides = {2}}));
}

TEST(Op, ConvOnThreeAxes) {
  check_op(conv_case({1, 3, 4, 5, 2}, {2, 2, 3, 2, 3}, {.padding = "same"}));
  check_op(conv_case({1, 4, 4, 5, 2}, {2, 3, 2, 2, 3}, {.strides = {1, 2, 2}}));
}

TEST(Op, ConvTranspose) {
  const auto transposed = [](const Shape& x, const Shape& kernel, const ops::ConvOptions& options,
                             const Sizes& output_padding) -> OpCase {
    return {.name = "conv_transpose",
            .build = [=](const Tensors& t) { return ops::conv_transpose(t[0], t[1], options, output_padding); },
            .inputs = {{.shape = x, .batch = true}, {.shape = kernel}},
            .length = static_cast<double>(kernel.elements() / kernel.dim(-2))};
  };
  OpCase one = transposed({2, 4, 3}, {3, 2, 3}, {.strides = {2}}, {});
  // By hand: 1 and 2 put 1, 10, 100 two places apart.
  one.goldens = {{.inputs = {f64s({1, 2}, {1, 2, 1}), f64s({1, 10, 100}, {3, 1, 1})},
                  .output = f64s({1, 10, 102, 20, 200}, {1, 5, 1})}};
  check_op(one);
  check_op(transposed({2, 4, 3, 3}, {3, 2, 2, 3}, {.strides = {2}, .padding = "same"}, {}));
  check_op(transposed({2, 4, 3, 3}, {2, 3, 2, 3}, {.strides = {3, 2}}, {2, 1}));
  check_op(transposed({2, 4, 5, 2}, {3, 3, 4, 2}, {.padding = "same", .dilation_rate = {2}}, {}));
}

TEST(Op, ConvKernelGradient) {
  check_op({.name = "conv_kernel_gradient",
            .build =
                [](const Tensors& t) {
                  return detail::emit(detail::op_conv_kernel_gradient, t,
                                      {{"strides", std::vector<std::int64_t>{2, 1}},
                                       {"dilation", std::vector<std::int64_t>{1, 1}},
                                       {"before", std::vector<std::int64_t>{1, 0}},
                                       {"groups", std::int64_t{2}},
                                       {"taps", std::vector<std::int64_t>{3, 2}}});
                },
            .inputs = {{.shape = {3, 5, 6, 4}, .batch = true}, {.shape = {3, 3, 5, 6}, .batch = true}},
            .length = 45});
}

TEST(Op, ConvRefuses) {
  const Tensor x = detail::parameter(0, {Shape{-1, 5, 5, 3}, f32});
  const Tensor k = detail::parameter(1, {Shape{3, 3, 3, 4}, f32});
  const Tensor two = detail::parameter(1, {Shape{3, 3, 2, 4}, f32});
  expect_error<ValueError>([&] { ops::conv(x, k, {.padding = "full"}); }, {"padding is \"valid\" or \"same\"", "full"});
  expect_error<ValueError>([&] { ops::conv(x, k, {.padding = "causal"}); }, {"causal"});
  expect_error<ValueError>([&] { ops::conv(x, k, {.data_format = "nchw"}); }, {"data_format", "nchw"});
  expect_error<ValueError>([&] { ops::conv(x, k, {.strides = {0}}); }, {"strides must be at least 1"});
  expect_error<ValueError>([&] { ops::conv(x, k, {.strides = {1, 2, 3}}); }, {"one for each spatial axis"});
  expect_error<ShapeError>([&] { ops::conv(x, k, {.dilation_rate = {3}}); }, {"A window fits into the image", "7"});
  const Tensor no_pixels = detail::parameter(0, {Shape{-1, 0, 5, 3}, f32});
  expect_error<ShapeError>([&] { ops::conv(no_pixels, k, {.padding = "same"}); }, {"at least one pixel", "axis 0"});
  expect_error<ShapeError>([&] { ops::conv(x, two); }, {"divide the image's channels"});
  expect_error<ShapeError>([&] { ops::conv(detail::parameter(0, {Shape{-1, 28}, f32}), k); }, {"Add the channels"});
  expect_error<ValueError>([&] { ops::conv_transpose(x, k, {.strides = {2}}, {2}); },
                           {"output_padding is below the strides"});
}
