#include "glia/ops/nn.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Softmax) {
  check_op(
      {.name = "softmax",
       .build = [](const Tensors& x) { return ops::softmax(x[0]); },
       .inputs = {{.shape = {3, 5}, .batch = true}},
       .goldens = {{.inputs = {f64s({1, 2, 3.5, -700, 700, 699, 0.25, 0.25, 0.25}, {3, 3})},
                    .output = f64s({0.0628900132458675, 0.17095278019779028, 0.7661572065563422, 0, 0.7310585786300049,
                                    0.2689414213699951, 0.3333333333333333, 0.3333333333333333, 0.3333333333333333},
                                   {3, 3})}},
       .length = 5,
       .f32_factor = 4});  // exp and a division round as well
}

TEST(Op, SoftmaxAlongAnAxis) {
  check_op({.name = "",
            .build = [](const Tensors& x) { return ops::softmax(x[0], 1); },
            .inputs = {{.shape = {2, 3, 4}, .batch = true}},
            .length = 3,
            .f32_factor = 4});  // as above
}
