#include "glia/ops/nn.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, BinaryCrossentropy) {
  check_op({.name = "binary_crossentropy",
            .build = [](const Tensors& x) { return ops::binary_crossentropy(x[0], x[1], true); },
            .inputs = {{.shape = {4, 5}, .low = 0, .high = 1, .batch = true}, {.shape = {4, 5}, .batch = true}},
            .goldens = {{.inputs = {f64s({0, 1, 0.25, 1, 0}), f64s({-3, 2.5, 0.5, -800, 900})},
                         .output = f64s({0.04858735157374206, 0.07888973429254963, 0.8490769841801067, 800, 900})}},
            .f32_factor = 4});  // four roundings and two functions
}

TEST(Op, BinaryCrossentropyOfProbabilities) {
  check_op({.name = "binary_crossentropy",
            .build = [](const Tensors& x) { return ops::binary_crossentropy(x[0], x[1]); },
            .inputs = {{.shape = {4, 5}, .low = 0, .high = 1, .batch = true},
                       {.shape = {4, 5}, .low = 0.1, .high = 0.9, .batch = true}},
            .goldens = {{.inputs = {f64s({0, 1, 0.25, 1, 0}), f64s({0.2, 0.9, 0.5, 0, 1})},
                         .output = f64s({0.22314355131420976, 0.10536051565782628, 0.6931471805599453,
                                         16.11809565095832, 16.118095651484676})}},
            .f32_factor = 4});  // four roundings and two functions
}
