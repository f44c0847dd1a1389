#include "glia/ops/shape_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Flatten) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::flatten(x[0]); },
            .inputs = {{.shape = {2, 3, 4}, .batch = true}},
            .goldens = {
                {.inputs = {f64s({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23},
                                 {2, 3, 4})},
                 .output = f64s({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23},
                                {2, 12})},
                {.inputs = {f64s({1, 2})}, .output = f64s({1, 2}, {2, 1})}}});
}
