#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Transpose) {
  check_op({.name = "transpose",
            .build =
                [](const Tensors& x) {
                  return ops::transpose(x[0], {1, 2, 0});
                },
            .inputs = {{.shape = {2, 3, 4}, .batch = true}},
            .goldens = {{.inputs = {f64s(
                             {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23},
                             {2, 3, 4})},
                         .output = f64s(
                             {0, 12, 1, 13, 2, 14, 3, 15, 4, 16, 5, 17, 6, 18, 7, 19, 8, 20, 9, 21, 10, 22, 11, 23},
                             {3, 4, 2})}},
            .more_shapes = {{{0, 3, 4}}, {{2, 0, 4}}, {{1, 1, 1}}}});
}

TEST(Op, TransposeReverses) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::transpose(x[0]); },
            .inputs = {{.shape = {2, 3}, .batch = true}},
            .goldens = {{.inputs = {f64s({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, {3, 4})},
                         .output = f64s({0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}, {4, 3})}}});
}
