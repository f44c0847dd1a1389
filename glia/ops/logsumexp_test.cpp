#include <cmath>

#include "glia/ops/reduce.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Logsumexp) {
  check_op({.name = "logsumexp",
            .build = [](const Tensors& x) { return ops::logsumexp(x[0], -1); },
            .inputs = {{.shape = {3, 5}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 2, 3.5, -700, 700, 699, 0.25, 0.25, 0.25}, {3, 3})},
                         .output = f64s({3.7663678998071335, 700.3132616875182, 1.3486122886681098})},
                        {.inputs = {f64s({-INFINITY, -INFINITY, INFINITY, 0}, {2, 2})},
                         .output = f64s({-INFINITY, INFINITY})}},
            .length = 5,
            .f32_factor = 4});  // exp and ln round as well
}

TEST(Op, LogsumexpAlongAnAxis) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::logsumexp(x[0], 1, true); },
            .inputs = {{.shape = {2, 3, 4}, .batch = true}},
            .more_shapes = {{{0, 3, 4}}},
            .length = 3,
            .f32_factor = 4});  // as above
}

TEST(Op, LogsumexpOverSeveralAxesOrAll) {
  for (const ops::Axes& axes : {ops::Axes(), ops::Axes({0, -1})}) {
    check_op(
        {.name = "",
         .build = [&](const Tensors& x) { return ops::logsumexp(x[0], axes); },
         .inputs = {{.shape = {3, 4}, .batch = true}},
         // scipy.special.logsumexp
         .goldens = {{.inputs = {f64s({1, 2, 3.5, 700, 700, 699}, {2, 3})}, .output = f64s({700.8619948040582}, {})},
                     {.inputs = {f64s({-INFINITY, -INFINITY}, {1, 2})}, .output = f64s({-INFINITY}, {})}},
         .more_shapes = {{{1, 1}}},
         .length = 12,
         .f32_factor = 4});  // exp and ln round as well
  }
  const Tensor kept = ops::logsumexp(Array(Shape{2, 3}), {}, true);
  EXPECT_EQ(kept.shape(), (Shape{1, 1}));
}
