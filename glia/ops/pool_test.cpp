#include "glia/ops/pool.hpp"

#include "glia/ops/math.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/pool_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

namespace {

/// No rows; no channels; one row of one channel. The spatial sizes stay, since windows must fit.
std::vector<std::vector<Shape>> sizes_0_and_1(const Shape& x) {
  Shape no_rows = x, no_channels = x, one = x;
  no_rows[0] = no_channels[x.rank() - 1] = 0;
  one[0] = one[x.rank() - 1] = 1;
  return {{no_rows}, {no_channels}, {one}};
}

OpCase pool_case(const Shape& x, const Sizes& size, const ops::PoolOptions& options = {}) {
  return {.name = "max_pool",
          .build = [=](const Tensors& t) { return ops::max_pool(t[0], size, options); },
          .inputs = {{.shape = x, .distinct = true, .batch = true}},
          .more_shapes = sizes_0_and_1(x)};
}

}  // namespace

TEST(Op, MaxPool) {
  OpCase plain = pool_case({2, 6, 4, 3}, 2);
  plain.goldens = {{.inputs = {f64s({1, 5, 2, 3, 7, 0, 4, 6}, {1, 2, 4, 1})}, .output = f64s({7, 6}, {1, 1, 2, 1})}};
  plain.more_shapes = {{{0, 4, 4, 2}}, {{3, 2, 2, 1}}, {{2, 5, 7, 17}}};
  check_op(plain);
  check_op(pool_case({2, 7, 5}, 3, {.strides = 2, .padding = "same"}));
  check_op(pool_case({2, 7, 5, 2}, {3, 2}, {.strides = 1}));
  OpCase first = pool_case({2, 3, 6, 6}, 2, {.strides = 3, .data_format = "channels_first"});
  first.more_shapes = {{{2, 0, 6, 6}}};
  check_op(first);
  check_op(pool_case({1, 4, 5, 4, 2}, 2, {.padding = "same"}));
}

TEST(Op, AveragePool) {
  const auto average = [](const Shape& x, const Sizes& size, const ops::PoolOptions& options) -> OpCase {
    return {
        .name = "",
        .build = [=](const Tensors& t) { return ops::average_pool(t[0], size, options); },
        .inputs = {{.shape = x, .batch = true}},
        .more_shapes = options.data_format == "channels_last" ? sizes_0_and_1(x) : std::vector<std::vector<Shape>>{{x}},
        .length = 9};
  };
  OpCase plain = average({2, 6, 4, 3}, 2, {});
  plain.goldens = {
      {.inputs = {f64s({1, 5, 2, 3, 7, 0, 4, 6}, {1, 2, 4, 1})}, .output = f64s({3.25, 3.75}, {1, 1, 2, 1})}};
  check_op(plain);
  OpCase same = average({1, 3, 1}, 2, {.padding = "same"});
  same.goldens = {{.inputs = {f64s({1, 2, 4}, {1, 3, 1})}, .output = f64s({1.5, 4}, {1, 2, 1})}};
  check_op(same);
  check_op(average({2, 7, 5, 2}, 3, {.strides = 2, .padding = "same"}));
  check_op(average({2, 2, 4, 4, 5}, {2, 1, 3}, {.data_format = "channels_first"}));
}

TEST(MaxPool, ReluAndBiasComeBehindIt) {
  const Tensor x = detail::parameter(0, {Shape{-1, 4, 4, 3}, f32}), b = detail::parameter(1, {Shape{3}, f32});
  const Tensor y = ops::max_pool(detail::emit(detail::op_relu, {x + b}), 2);
  ASSERT_TRUE(detail::is(y, detail::op_relu));
  ASSERT_TRUE(detail::is(y.node()->inputs[0], detail::op_add));
  EXPECT_TRUE(detail::is(y.node()->inputs[0].node()->inputs[0], detail::op_max_pool));
}

TEST(MaxPool, WhatIsNotMonotoneOrDiffersByPixelStaysInFront) {
  const Tensor x = detail::parameter(0, {Shape{-1, 4, 4, 3}, f32}), z = detail::parameter(1, {Shape{-1, 4, 4, 3}, f32});
  for (const Tensor& t : {x + z, ops::square(x), x}) {
    const Tensor y = ops::max_pool(t, 2);
    ASSERT_TRUE(detail::is(y, detail::op_max_pool));
    EXPECT_TRUE(y.node()->inputs[0].same(t));
  }
}

TEST(Op, MaxPoolOfReluAndBias) {
  check_op(
      {.name = "max_pool",
       .build = [](const Tensors& t) { return ops::max_pool(detail::emit(detail::op_relu, {t[0] + t[1]}), 2); },
       .inputs = {{.shape = {2, 4, 6, 3}, .distinct = true, .batch = true}, {.shape = {3}, .low = 0, .high = 0.01}}});
}
