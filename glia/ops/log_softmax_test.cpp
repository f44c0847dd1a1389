#include "glia/ops/nn.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, LogSoftmax) {
  check_op({.name = "log_softmax",
            .build = [](const Tensors& x) { return ops::log_softmax(x[0]); },
            .inputs = {{.shape = {3, 5}, .batch = true}},
            .goldens = {{.inputs = {f64s({1, 2, 3.5, -700, 700, 699, 0.25, 0.25, 0.25}, {3, 3})},
                         .output = f64s({-2.7663678998071335, -1.7663678998071337, -0.26636789980713366,
                                         -1400.3132616875182, -0.3132616875182228, -1.3132616875182228,
                                         -1.0986122886681098, -1.0986122886681098, -1.0986122886681098},
                                        {3, 3})}},
            .length = 5,
            .f32_factor = 4});  // exp and ln round as well
}
